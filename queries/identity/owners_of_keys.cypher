// The accounts to which the mentions of these keys belong.
// rows: key
// gives: key text, id integer
UNWIND $rows AS key
MATCH (m:Mention {kind: 'Account', key: key})-[:NAMES]->(a:Account)
RETURN m.key AS key, a.id AS id
