// The pairs of accounts that a person marked as two.
// gives: a integer, b integer
MATCH (one:Account)<-[:NAMES]-(:Mention)-[:SAME_AS {decided: true, score: 0.0}]->(:Mention)-[:NAMES]->(other:Account)
WHERE one <> other
RETURN DISTINCT CASE WHEN one.id < other.id THEN one.id ELSE other.id END AS a,
  CASE WHEN one.id < other.id THEN other.id ELSE one.id END AS b
ORDER BY a, b
