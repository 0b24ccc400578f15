-- What sources say of these nodes, with the kinds of nodes and the loads.
-- rows: id
select n.kind, p.node, p.property, p.value, p.source, p.load
from property p
join rows r on r.id = p.node
join node n on n.id = p.node
order by all
