// Merges the names of mentions: a name that is there gets its earliest and latest day.
// rows: mention, source, load, first_seen, last_seen, names(name, clean, place, alias)
// gives: made integer, altered integer
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
WITH row, row.names AS names, m,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(names.name) - 1) AS i
MERGE (n:Name {clean: names.clean[i]})
WITH row, names, i, m, n, first_seen, last_seen
// Not c.place = ..., which may be looked up in its index: many names have one country.
OPTIONAL MATCH (m)-[c:CALLED]->(n)
WHERE c.name = names.name[i] AND coalesce(c.place, '') = names.place[i]
  AND c.alias = names.alias[i] AND c.source = row.source
WITH row, names, i, m, n, first_seen, last_seen, c,
  c IS NOT NULL AND (first_seen < c.first_seen OR last_seen > c.last_seen) AS changes
FOREACH (_ IN CASE WHEN changes THEN [1] ELSE [] END |
  SET c.first_seen = CASE WHEN first_seen < c.first_seen THEN first_seen ELSE c.first_seen END,
    c.last_seen = CASE WHEN last_seen > c.last_seen THEN last_seen ELSE c.last_seen END)
FOREACH (_ IN CASE WHEN c IS NULL THEN [1] ELSE [] END |
  CREATE (m)-[:CALLED {name: names.name[i], place: names.place[i], alias: names.alias[i],
    source: row.source, load: row.load, first_seen: first_seen, last_seen: last_seen}]->(n))
RETURN sum(CASE WHEN c IS NULL THEN 1 ELSE 0 END) AS made,
  sum(CASE WHEN changes THEN 1 ELSE 0 END) AS altered
