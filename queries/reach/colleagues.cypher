// The colleagues of whom a file of their own is loaded.
// gives: id integer
MATCH (m:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
WHERE m.key STARTS WITH 'colleague:' AND EXISTS {
  MATCH (p)-[f:KNOWS|RATES|MAILS|MEETS|HELD_JOB_AT]->() WHERE f.mention = m.id
}
RETURN DISTINCT p.id AS id
ORDER BY id
