-- Of which of these accounts did no source say anything since a day, and when did one last do so?
-- $since: the day
-- rows: id
with named as (
    -- Most accounts are named by what is loaded again, so that few of all facts are looked at.
    select b.owner from naming n join belongs b on b.mention = n.mention where n.last_seen >= $since
),
rest as (
    select b.mention, b.owner
    from rows r anti join named d on d.owner = r.id join belongs b on b.owner = r.id
)
select m.owner as account, max(s.last_seen) as last_seen
from (
    select n.mention, n.last_seen from naming n semi join rest m on n.mention = m.mention
    union all
    select p.node, p.last_seen from property p semi join rest m on p.node = m.mention
    union all
    select f.mention, f.last_seen from fact f semi join rest m on f.mention = m.mention
    union all
    select f.other, f.last_seen from fact f semi join rest m on f.other = m.mention
) s
join rest m on m.mention = s.mention
group by m.owner
having max(s.last_seen) < $since
order by m.owner
