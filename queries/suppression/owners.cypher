// The people and accounts to which the mentions of these keys belong.
// rows: kind, key
// gives: kind text, key text, id integer
UNWIND $rows AS row
MATCH (m:Mention {kind: row.kind, key: row.key})-[:NAMES]->(owner)
RETURN m.kind AS kind, m.key AS key, owner.id AS id
ORDER BY kind, key
