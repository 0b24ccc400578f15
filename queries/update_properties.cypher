// Moves when values that are there were seen.
// {label}: the label of the nodes
// rows: node, source, first_seen, last_seen, values(property, value)
// gives: altered integer
UNWIND $rows AS row
MATCH (n:{label} {id: row.node})
UNWIND row.values AS told
MATCH (n)<-[p:SAYS]-(s:Source)
WHERE p.property = told.property AND p.value = told.value AND s.name = row.source
  AND (row.first_seen < p.first_seen OR row.last_seen > p.last_seen)
SET p.first_seen = CASE WHEN row.first_seen < p.first_seen THEN row.first_seen ELSE p.first_seen END,
  p.last_seen = CASE WHEN row.last_seen > p.last_seen THEN row.last_seen ELSE p.last_seen END
RETURN count(*) AS altered
