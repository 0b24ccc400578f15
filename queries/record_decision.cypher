// Records that a person says two mentions are one.
// rows: kind, a, b
UNWIND $rows AS row
MATCH (one:Mention {kind: row.kind, key: row.a})
MATCH (other:Mention {kind: row.kind, key: row.b})
WITH CASE WHEN one.id < other.id THEN one ELSE other END AS a,
  CASE WHEN one.id < other.id THEN other ELSE one END AS b
WHERE NOT EXISTS { (a)-[:SAME_AS {decided: true}]->(b) }
CREATE (a)-[:SAME_AS {reason: 'decided', score: 1.0, decided: true, source: 'person',
  first_seen: date(), last_seen: date()}]->(b)
