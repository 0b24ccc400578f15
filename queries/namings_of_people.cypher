// Which names do these mentions of people bear, and at which account?
// rows: id
// gives: mention integer, clean text, place text, alias boolean
UNWIND $rows AS row
MATCH (m:Mention {id: row.id})-[c:CALLED]->(n:Name)
OPTIONAL MATCH (:Mention {kind: 'Account', key: c.place})-[:NAMES]->(a:Account)
RETURN DISTINCT m.id AS mention, n.clean AS clean, coalesce(toString(a.id), '') AS place,
  c.alias AS alias
