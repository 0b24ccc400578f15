// The people who bear the name of a colleague.
// gives: id integer
MATCH (c:Mention {kind: 'Person'})
WHERE c.key STARTS WITH 'colleague:'
MATCH (n:Name {clean: substring(c.key, 10)})<-[:CALLED]-(:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
RETURN DISTINCT p.id AS id
ORDER BY id
