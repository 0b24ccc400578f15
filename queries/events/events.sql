-- All events, with the title, series and day that sources tell of them last; a day as it is written.
with latest as (
    select node, property, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
    from property
    where property in ('date', 'series', 'title')
    group by node, property
)
select n.id, n.key, coalesce(any_value(l.value) filter (l.property = 'title'), n.name) as title,
    any_value(l.value) filter (l.property = 'series') as series,
    any_value(l.value) filter (l.property = 'date') as day
from node n
left join latest l on l.node = n.id
where n.kind = 'Event'
group by n.id, n.key, n.name
order by n.key
