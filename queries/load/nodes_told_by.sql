-- Of which companies and people does a source say something?
-- $source: its name
select distinct p.node as id, n.kind
from property p join node n on n.id = p.node
where p.source = $source and n.kind in ('Account', 'Person')
order by 1
