// The nodes at the other ends of all edges of these mentions, with the types of edges.
// rows: id
// gives: id integer, kind text, edge text
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[:NAMES]->(owner)-[f]-(other)
WHERE f.mention = id OR f.other = id
WITH CASE WHEN f.mention = id THEN coalesce(f.other, endNode(f).id) ELSE f.mention END AS id,
  head(labels(other)) AS kind, type(f) AS edge
WHERE NOT id IN $rows
RETURN DISTINCT id, kind, edge
ORDER BY id, edge
