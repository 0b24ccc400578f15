// The names that sources give these mentions, with their files and days.
// rows: id
// gives: mention text, name text, place text, alias boolean, source text, file text, first_seen date, last_seen date
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[c:CALLED]->(:Name)
OPTIONAL MATCH (l:Load {id: c.load})
RETURN m.key AS mention, c.name AS name, c.place AS place, c.alias AS alias, c.source AS source,
  l.file AS file, c.first_seen AS first_seen, c.last_seen AS last_seen
ORDER BY mention, name, source, first_seen
