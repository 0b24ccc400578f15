// The rows of the table naming.
// gives: mention integer, name text, clean text, place text, alias boolean, source text, load integer, first_seen date, last_seen date
MATCH (m:Mention)-[c:CALLED]->(n:Name)
RETURN m.id AS mention, c.name AS name, n.clean AS clean, c.place AS place, c.alias AS alias,
  c.source AS source, c.load AS load, c.first_seen AS first_seen, c.last_seen AS last_seen
