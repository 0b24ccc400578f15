// What a person said of introductions, by whom the mentions are now.
// gives: one integer, other integer, account text, result text, said_on date, key text, other_key text
MATCH (one:Person)<-[:NAMES]-(n:Mention)-[i:INTRODUCTION]->(m:Mention)-[:NAMES]->(other:Person)
RETURN one.id AS one, other.id AS other, i.account AS account, i.result AS result,
  i.said_on AS said_on, n.key AS key, m.key AS other_key
ORDER BY said_on, key, other_key, account, result
