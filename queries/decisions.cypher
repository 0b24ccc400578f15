// Which mentions did people say are one?
// gives: a text, b text
MATCH (a:Mention)-[:SAME_AS {decided: true}]->(b:Mention)
RETURN a.key AS a, b.key AS b
ORDER BY a, b
