// What sources say of nodes in these words, or under these headings.
// rows: text
// gives: kind text, node integer, property text, value text, source text, load integer
WITH $rows AS texts
MATCH (s:Source)-[p:SAYS]->(n)
WHERE p.value IN texts OR p.property IN texts
RETURN CASE WHEN n:Mention THEN n.kind ELSE head(labels(n)) END AS kind, n.id AS node,
  p.property AS property, p.value AS value, s.name AS source, p.load AS load
