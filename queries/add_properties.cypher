// Adds what sources say of nodes, where it is not there.
// {label}: the label of the nodes
// rows: node, source, load, first_seen, last_seen, values(property, value)
// gives: made integer
UNWIND $rows AS row
MATCH (n:{label} {id: row.node})
MERGE (s:Source {name: row.source})
WITH row, row.values AS told, n, s,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(told.value) - 1) AS i
WITH row, told, i, n, s, first_seen, last_seen
WHERE NOT EXISTS {
  (n)<-[p:SAYS]-(s) WHERE p.property = told.property[i] AND p.value = told.value[i]
}
CREATE (n)<-[:SAYS {property: told.property[i], value: told.value[i], load: row.load,
  first_seen: first_seen, last_seen: last_seen}]-(s)
RETURN count(*) AS made
