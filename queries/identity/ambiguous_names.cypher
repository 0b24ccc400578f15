// The names that could mean several accounts, and whether one of these is a customer.
// gives: name text, customer boolean
MATCH (a:Account)<-[:NAMES]-(:Mention)-[p:MAYBE_SAME_AS {reason: 'same name'}]->(:Mention)-[:NAMES]->(b:Account)
WITH p.name AS clean, min(a.name) AS name, max(CASE 'customer' IN [a.status, b.status] WHEN true THEN 1 ELSE 0 END) AS is
RETURN name, is = 1 AS customer
ORDER BY customer DESC, name
