// Which keys have these mentions?
// rows: id
// gives: id integer, key text
UNWIND $rows AS row
MATCH (m:Mention {id: row.id})
RETURN m.id AS id, m.key AS key
