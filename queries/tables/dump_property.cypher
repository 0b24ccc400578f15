// The rows of the table property.
// gives: node integer, property text, value text, source text, load integer, first_seen date, last_seen date
MATCH (s:Source)-[p:SAYS]->(n)
RETURN n.id AS node, p.property AS property, p.value AS value, s.name AS source,
  p.load AS load, p.first_seen AS first_seen, p.last_seen AS last_seen
