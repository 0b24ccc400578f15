-- Forgets what sources said of nodes, value by value.
-- rows: node, property, value, source
delete from property as p
using rows as r
where p.node = r.node and p.property = r.property and p.value = r.value and p.source = r.source
