-- The traits with these ids, with their names.
-- rows: id
with titles as (
    select p.node, arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value)) as title
    from property p join rows r on p.node = r.id
    where p.property = 'title'
    group by p.node
)
select n.id, n.key, coalesce(t.title, n.name) as name
from rows r join node n on n.id = r.id left join titles t on t.node = n.id
order by n.key
