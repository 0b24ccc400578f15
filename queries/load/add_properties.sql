-- Adds what sources say of nodes, where it is not there.
-- rows: node, property, value, source, load, first_seen, last_seen
merge into property as p
using rows as r
on p.node = r.node and p.property = r.property and p.value = r.value and p.source = r.source
when not matched then insert
    (node, property, value, source, load, first_seen, last_seen)
    values (r.node, r.property, r.value, r.source, r.load, r.first_seen, r.last_seen)
