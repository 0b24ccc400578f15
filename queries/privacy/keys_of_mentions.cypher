// The keys of these mentions.
// rows: id
// gives: id integer, key text
UNWIND $rows AS id
MATCH (m:Mention {id: id})
RETURN id, m.key AS key
ORDER BY id
