// The accounts with a domain that rows call by several names of their own: these names.
// gives: domain text, name text, clean text
MATCH (a:Account)<-[:NAMES]-(:Mention)-[c:CALLED {alias: false}]->(n:Name)
WHERE a.domain IS NOT NULL
WITH a.domain AS domain, collect(DISTINCT [c.name, n.clean]) AS names, count(DISTINCT n) AS several
WHERE several > 1
UNWIND names AS each
RETURN domain, each[0] AS name, each[1] AS clean
ORDER BY domain, name, clean
