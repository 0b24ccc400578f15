// Moves when names that are there were seen.
// rows: mention, source, first_seen, last_seen, names(name, clean, place, alias)
// gives: altered integer
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
UNWIND row.names AS told
MATCH (m)-[c:CALLED]->(:Name {clean: told.clean})
WHERE c.name = told.name AND c.place = told.place AND c.alias = told.alias
  AND c.source = row.source
  AND (row.first_seen < c.first_seen OR row.last_seen > c.last_seen)
SET c.first_seen = CASE WHEN row.first_seen < c.first_seen THEN row.first_seen ELSE c.first_seen END,
  c.last_seen = CASE WHEN row.last_seen > c.last_seen THEN row.last_seen ELSE c.last_seen END
RETURN count(*) AS altered
