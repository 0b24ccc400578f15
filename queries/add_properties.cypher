// Adds what sources say of nodes, where it is not there.
// {label}: the label of the nodes
// rows: node, source, load, first_seen, last_seen, values(property, value)
// gives: made integer
UNWIND $rows AS row
MATCH (n:{label} {id: row.node})
MERGE (s:Source {name: row.source})
WITH row, n, s
UNWIND row.values AS told
WITH row, n, s, told
WHERE NOT EXISTS {
  (n)<-[p:SAYS]-(s) WHERE p.property = told.property AND p.value = told.value
}
CREATE (n)<-[:SAYS {property: told.property, value: told.value, load: row.load,
  first_seen: row.first_seen, last_seen: row.last_seen}]-(s)
RETURN count(*) AS made
