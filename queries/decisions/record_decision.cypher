// Records that a person marked two mentions as one (same) or as two.
// rows: kind, a, b, same
UNWIND $rows AS row
MATCH (one:Mention {kind: row.kind, key: row.a})
MATCH (other:Mention {kind: row.kind, key: row.b})
WITH row, CASE WHEN one.id < other.id THEN one ELSE other END AS a,
  CASE WHEN one.id < other.id THEN other ELSE one END AS b
WHERE NOT EXISTS { (a)-[:SAME_AS {decided: true}]->(b) }
CREATE (a)-[:SAME_AS {reason: 'decided', score: CASE WHEN row.same THEN 1.0 ELSE 0.0 END,
  decided: true, source: 'person', first_seen: date(), last_seen: date()}]->(b)
