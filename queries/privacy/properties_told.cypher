// What sources say of these mentions as columns, with their files and days.
// rows: id
// gives: mention text, property text, value text, source text, file text, first_seen date, last_seen date
UNWIND $rows AS id
MATCH (s:Source)-[p:SAYS]->(m:Mention {id: id})
OPTIONAL MATCH (l:Load {id: p.load})
RETURN m.key AS mention, p.property AS property, p.value AS value, s.name AS source,
  l.file AS file, p.first_seen AS first_seen, p.last_seen AS last_seen
ORDER BY mention, property, value, source
