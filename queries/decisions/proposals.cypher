// The pairs of accounts that may be one, and why.
// gives: a integer, b integer, reason text, name text
MATCH (one:Account)<-[:NAMES]-(:Mention)-[p:MAYBE_SAME_AS]->(:Mention)-[:NAMES]->(other:Account)
WHERE one <> other
RETURN DISTINCT CASE WHEN one.id < other.id THEN one.id ELSE other.id END AS a,
  CASE WHEN one.id < other.id THEN other.id ELSE one.id END AS b,
  p.reason AS reason, p.name AS name
ORDER BY a, b, reason, name
