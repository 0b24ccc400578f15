// The names that these mentions of people have, each with its account.
// rows: id
// gives: mention integer each, clean text each, place text each, alias boolean each
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[c:CALLED]->(n:Name)
OPTIONAL MATCH (:Mention {kind: 'Account', key: c.place})-[:NAMES]->(a:Account)
WITH DISTINCT m.id AS mention, n.clean AS clean, coalesce(toString(a.id), '') AS place,
  c.alias AS alias
RETURN collect(mention) AS mention, collect(clean) AS clean, collect(place) AS place,
  collect(alias) AS alias
