-- These traits, with their keys and names.
-- rows: id
select n.id, n.kind, n.key, n.name
from node n
join rows r on r.id = n.id
where n.kind not in ('Account', 'Person')
order by n.id
