-- The traits that have links in one relation, with their names.
-- $relation: its name
with linked as (select distinct trait as id from link where relation = $relation),
titles as (
    select p.node, arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value)) as title
    from property p join linked l on p.node = l.id
    where p.property = 'title'
    group by p.node
)
select n.id, n.key, coalesce(t.title, n.name) as name
from linked l join node n on n.id = l.id left join titles t on t.node = n.id
order by n.key
