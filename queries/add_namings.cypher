// Adds the names that mentions bear, those that are not there.
// rows: mention, source, load, first_seen, last_seen, names(name, clean, place, alias)
// gives: made integer
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
UNWIND row.names AS told
MERGE (n:Name {clean: told.clean})
WITH row, m, told, n
WHERE NOT EXISTS {
  (m)-[c:CALLED]->(n)
  WHERE c.name = told.name AND c.place = told.place AND c.alias = told.alias
    AND c.source = row.source
}
CREATE (m)-[:CALLED {name: told.name, place: told.place, alias: told.alias, source: row.source,
  load: row.load, first_seen: row.first_seen, last_seen: row.last_seen}]->(n)
RETURN count(*) AS made
