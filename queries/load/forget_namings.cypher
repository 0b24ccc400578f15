// Forgets names of mentions, as they were cleaned.
// rows: mention, name, clean, source
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[c:CALLED {name: row.name, source: row.source}]->(n:Name {clean: row.clean})
DELETE c
WITH DISTINCT n
WHERE NOT EXISTS { (n)<-[:CALLED]-() }
DELETE n
