-- Which ids have the accounts and people named by these keys?
-- rows: kind, key
select distinct n.id
from node n join rows r on n.kind = r.kind and n.key = r.key
where n.kind in ('Account', 'Person')
