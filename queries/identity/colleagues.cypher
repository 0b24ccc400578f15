// The colleagues by what they go by, and who each is.
// gives: id integer, key text
MATCH (m:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
WHERE m.key STARTS WITH 'colleague:'
RETURN p.id AS id, m.key AS key
ORDER BY key
