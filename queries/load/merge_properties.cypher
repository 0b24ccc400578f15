// Merges what sources say of nodes: a value that is there gets its earliest and latest day.
// {label}: the label of the nodes
// rows: node, source, load, first_seen, last_seen, values(property, value)
// gives: made integer, altered integer
UNWIND $rows AS row
MATCH (n:{label} {id: row.node})
MERGE (s:Source {name: row.source})
WITH row, row.values AS told, n, s,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(told.value) - 1) AS i
OPTIONAL MATCH (n)<-[p:SAYS]-(s)
WHERE p.property = told.property[i] AND p.value = told.value[i]
WITH row, told, i, n, s, first_seen, last_seen, p,
  p IS NOT NULL AND (first_seen < p.first_seen OR last_seen > p.last_seen) AS changes
FOREACH (_ IN CASE WHEN changes THEN [1] ELSE [] END |
  SET p.first_seen = CASE WHEN first_seen < p.first_seen THEN first_seen ELSE p.first_seen END,
    p.last_seen = CASE WHEN last_seen > p.last_seen THEN last_seen ELSE p.last_seen END)
FOREACH (_ IN CASE WHEN p IS NULL THEN [1] ELSE [] END |
  CREATE (n)<-[:SAYS {property: told.property[i], value: told.value[i], load: row.load,
    first_seen: first_seen, last_seen: last_seen}]-(s))
WITH n, sum(CASE WHEN p IS NULL THEN 1 ELSE 0 END) AS made,
  sum(CASE WHEN changes THEN 1 ELSE 0 END) AS altered
CALL {
  // Traits have their latest values as properties too, for people who look at the graph.
  WITH n
  WITH n
  WHERE NOT n:Mention
  MATCH (n)<-[p:SAYS]-(:Source)
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
RETURN sum(made) AS made, sum(altered) AS altered
