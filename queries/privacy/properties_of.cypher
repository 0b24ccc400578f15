// What sources say of these nodes, with the kinds of nodes and the loads.
// {trait}: the kinds of traits
// rows: id
// gives: kind text, node integer, property text, value text, source text, load integer
// each
UNWIND $rows AS id
MATCH (s:Source)-[p:SAYS]->(:{trait} {id: id})
RETURN '{trait}' AS kind, id AS node, p.property AS property, p.value AS value, s.name AS source,
  p.load AS load
UNION ALL
// end
UNWIND $rows AS id
MATCH (s:Source)-[p:SAYS]->(m:Mention {id: id})
RETURN m.kind AS kind, id AS node, p.property AS property, p.value AS value, s.name AS source,
  p.load AS load
