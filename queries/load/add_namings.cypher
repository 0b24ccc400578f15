// Adds the names that mentions bear, those that are not there.
// rows: mention, source, load, first_seen, last_seen, names(name, clean, place, alias)
// gives: made integer
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
WITH row, row.names AS names, m,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(names.name) - 1) AS i
MERGE (n:Name {clean: names.clean[i]})
WITH row, names, i, m, n, first_seen, last_seen
// Not c.place = ..., which may be looked up in its index: many names have one country.
WHERE NOT EXISTS {
  (m)-[c:CALLED]->(n)
  WHERE c.name = names.name[i] AND coalesce(c.place, '') = names.place[i]
    AND c.alias = names.alias[i] AND c.source = row.source
}
CREATE (m)-[:CALLED {name: names.name[i], place: names.place[i], alias: names.alias[i],
  source: row.source, load: row.load, first_seen: first_seen, last_seen: last_seen}]->(n)
RETURN count(*) AS made
