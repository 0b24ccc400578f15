-- Moves when values that are there were seen.
-- rows: node, property, value, source, first_seen, last_seen
update property as p
set first_seen = least(p.first_seen, r.first_seen), last_seen = greatest(p.last_seen, r.last_seen)
from rows r
where p.node = r.node and p.property = r.property and p.value = r.value and p.source = r.source
    and (r.first_seen < p.first_seen or r.last_seen > p.last_seen)
