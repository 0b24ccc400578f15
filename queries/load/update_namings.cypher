// Moves when names that are there were seen.
// rows: mention, source, first_seen, last_seen, names(name, clean, place, alias)
// gives: altered integer
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
WITH row.names AS names, row.source AS source, m,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(names.name) - 1) AS i
MATCH (m)-[c:CALLED]->(:Name {clean: names.clean[i]})
// Not c.place = ..., which may be looked up in its index: many names have one country.
WHERE c.name = names.name[i] AND coalesce(c.place, '') = names.place[i]
  AND c.alias = names.alias[i] AND c.source = source
  AND (first_seen < c.first_seen OR last_seen > c.last_seen)
SET c.first_seen = CASE WHEN first_seen < c.first_seen THEN first_seen ELSE c.first_seen END,
  c.last_seen = CASE WHEN last_seen > c.last_seen THEN last_seen ELSE c.last_seen END
RETURN count(*) AS altered
