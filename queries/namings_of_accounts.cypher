// Which names do these mentions of accounts bear, and in which country?
// rows: id
// gives: mention integer, clean text, place text, alias boolean
UNWIND $rows AS row
MATCH (m:Mention {id: row.id})-[c:CALLED]->(n:Name)
RETURN DISTINCT m.id AS mention, n.clean AS clean, c.place AS place, c.alias AS alias
