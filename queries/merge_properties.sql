-- Adds what sources say of nodes; a value told again moves only when it was seen.
-- rows: kind, key, property, value, source, as_of
-- $load: the load that tells them
merge into property as p
using (
    select n.id as node, r.property, r.value, r.source,
        min(r.as_of) as first_seen, max(r.as_of) as last_seen
    from rows r join node n on n.kind = r.kind and n.key = r.key
    group by all
) as r
on p.node = r.node and p.property = r.property and p.value = r.value and p.source = r.source
when matched and (r.first_seen < p.first_seen or r.last_seen > p.last_seen) then update set
    first_seen = least(p.first_seen, r.first_seen), last_seen = greatest(p.last_seen, r.last_seen)
when not matched then insert
    (node, property, value, source, load, first_seen, last_seen)
    values (r.node, r.property, r.value, r.source, $load, r.first_seen, r.last_seen)
