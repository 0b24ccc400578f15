// Forgets that a person marked two mentions as one.
// rows: kind, a, b
UNWIND $rows AS row
MATCH (:Mention {kind: row.kind, key: row.a})-[s:SAME_AS {decided: true}]-(:Mention {kind: row.kind, key: row.b})
DELETE s
