-- The people at the events at which these were too, and when each event was.
-- rows: id
with been as (
    select distinct f.other as event
    from rows r
    join belongs b on b.owner = r.id
    join fact f on f.mention = b.mention
    where f.kind = 'JOINED' and not f.ended
),
happened as (
    select node, case when regexp_full_match(value, '\d{4}-\d{2}-\d{2}')
        then try_cast(value as date) end as day
    from (
        select p.node, arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value)) as value
        from property p semi join been on p.node = been.event
        where p.property = 'date'
        group by p.node
    ) told
)
select b.owner as person, f.other as event, n.name, max(coalesce(h.day, f.since, f.last_seen)) as day
from been
join fact f on f.other = been.event and f.kind = 'JOINED' and not f.ended
join belongs b on b.mention = f.mention
join node n on n.id = f.other
left join happened h on h.node = f.other
group by b.owner, f.other, n.name
order by event, person
