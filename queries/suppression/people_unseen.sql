-- The people of whom no source has told since a day.
-- $since: the day
with seen as (
    select mention, last_seen from naming
    union all select node, last_seen from property
    union all select mention, last_seen from fact
    union all select other, last_seen from fact
    union all select a, last_seen from same_as
    union all select b, last_seen from same_as
)
select b.owner as id
from belongs b
join node n on n.id = b.mention and n.kind = 'Person'
join seen s on s.mention = n.id
group by b.owner
having max(s.last_seen) < $since
order by id
