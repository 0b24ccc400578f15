// The systems by whose ids alone owners of deals are known, and how many there are.
// gives: system text, owners integer
MATCH (m:Mention)-[:NAMES]->(p:Person)-[owns:OWNS]->(:Deal)
WHERE owns.mention = m.id AND owns.ended IS NULL AND m.key CONTAINS '-user:' AND NOT EXISTS {
  MATCH (p)<-[:NAMES]-(c:Mention) WHERE c.key STARTS WITH 'colleague:'
}
RETURN split(m.key, '-user:')[0] AS system, count(DISTINCT p) AS owners
ORDER BY system
