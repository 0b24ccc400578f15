-- The people at the events at which these were too, and when each event was.
-- rows: id
with guests as (
    select distinct b.owner as person, f.other as event, f.since, f.last_seen
    from fact f
    join belongs b on b.mention = f.mention
    where f.kind = 'JOINED' and not f.ended
),
happened as (
    select node, case when regexp_full_match(value, '\d{4}-\d{2}-\d{2}')
        then try_cast(value as date) end as day
    from (
        select node, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
        from property
        where property = 'date'
        group by node
    ) told
)
select g.person, g.event, n.name, max(coalesce(h.day, g.since, g.last_seen)) as day
from guests g
join node n on n.id = g.event
left join happened h on h.node = g.event
where g.event in (select mine.event from guests mine join rows r on mine.person = r.id)
group by g.person, g.event, n.name
order by g.event, g.person
