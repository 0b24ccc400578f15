// The pairs of mentions that a person marked as one (same) or as two.
// gives: a text, b text, same boolean, decided_on date
MATCH (a:Mention)-[s:SAME_AS {decided: true}]->(b:Mention)
RETURN a.key AS a, b.key AS b, s.score > 0 AS same, s.last_seen AS decided_on
ORDER BY a, b
