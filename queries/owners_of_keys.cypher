// To which accounts do the mentions of these keys belong?
// rows: key
// gives: key text, id integer
UNWIND $rows AS row
MATCH (m:Mention {kind: 'Account', key: row.key})-[:NAMES]->(a:Account)
RETURN m.key AS key, a.id AS id
