-- Merges what sources say of nodes: a value that is there gets its earliest and latest day.
-- rows: node, property, value, source, load, first_seen, last_seen
merge into property as p
using rows as r
on p.node = r.node and p.property = r.property and p.value = r.value and p.source = r.source
when matched and (r.first_seen < p.first_seen or r.last_seen > p.last_seen)
then update set
    first_seen = least(p.first_seen, r.first_seen),
    last_seen = greatest(p.last_seen, r.last_seen)
when not matched then insert
    (node, property, value, source, load, first_seen, last_seen)
    values (r.node, r.property, r.value, r.source, r.load, r.first_seen, r.last_seen)
returning merge_action
