// Forgets what sources said of nodes, value by value.
// {label}: the label of the nodes
// rows: node, property, value, source
UNWIND $rows AS row
MATCH (n:{label} {id: row.node})<-[said:SAYS {property: row.property, value: row.value}]-(s:Source)
WHERE s.name = row.source
DELETE said
WITH DISTINCT n
CALL {
  // Traits have their latest values as properties too, for people who look at the graph.
  WITH n
  WITH n
  WHERE NOT n:Mention
  OPTIONAL MATCH (n)<-[p:SAYS]-(:Source)
  WITH n, p ORDER BY p.last_seen DESC, p.value
  WITH n, p.property AS property, head(collect(p.value)) AS value
  WITH n, collect([property, value]) AS told
  SET n.category = head([each IN told WHERE each[0] = 'category' | each[1]]),
    n.vendor = head([each IN told WHERE each[0] = 'vendor' | each[1]]),
    n.title = head([each IN told WHERE each[0] = 'title' | each[1]]),
    n.kind = head([each IN told WHERE each[0] = 'kind' | each[1]]),
    n.location = head([each IN told WHERE each[0] = 'location' | each[1]]),
    n.date = date(head([each IN told WHERE each[0] = 'date' | each[1]]))
}
