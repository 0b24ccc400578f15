// The edges that say that mentions of an account are one.
// $account: its id
// gives: a text, b text, reason text, source text, decided boolean
MATCH (one:Account {id: $account})<-[:NAMES]-(a:Mention)-[s:SAME_AS]->(b:Mention)-[:NAMES]->(one)
RETURN a.key AS a, b.key AS b, s.reason AS reason, s.source AS source, s.decided AS decided
ORDER BY a, b, reason, source
