// The accounts with a domain, page or id of an unknown system that rows call by several names.
// gives: key text, name text, clean text
MATCH (a:Account)<-[:NAMES]-(:Mention)-[c:CALLED {alias: false}]->(n:Name)
WHERE split(a.key, ':')[0] IN ['domain', 'linkedin', 'id']
WITH a.key AS key, collect(DISTINCT [c.name, n.clean]) AS names, count(DISTINCT n) AS several
WHERE several > 1
UNWIND names AS each
RETURN key, each[0] AS name, each[1] AS clean
ORDER BY key, name, clean
