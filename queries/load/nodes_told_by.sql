-- The companies and people of whom a source says something.
-- $source: its name
select distinct p.node as id, n.kind
from property p join node n on n.id = p.node
where p.source = $source and n.kind in ('Account', 'Person')
order by 1
