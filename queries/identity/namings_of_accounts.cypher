// The names that these mentions of accounts have, each with its country.
// rows: id
// gives: mention integer each, clean text each, place text each, alias boolean each
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[c:CALLED]->(n:Name)
WITH DISTINCT m.id AS mention, n.clean AS clean, c.place AS place, c.alias AS alias
RETURN collect(mention) AS mention, collect(clean) AS clean, collect(coalesce(place, '')) AS place,
  collect(alias) AS alias
