// Which keys have these mentions?
// rows: id
// gives: id integer each, key text each
UNWIND $rows AS id
MATCH (m:Mention {id: id})
RETURN collect(m.id) AS id, collect(m.key) AS key
