// The companies that have exactly these cleaned names, also those of a load that is not over yet, with their keys.
// rows: clean
// gives: clean text, alias boolean, id integer, country text, key text
UNWIND $rows AS clean
MATCH (n:Name {clean: clean})<-[c:CALLED]-(m:Mention {kind: 'Account'})
OPTIONAL MATCH (m)-[:NAMES]->(a:Account)
OPTIONAL MATCH (a)<-[:NAMES]-(o:Mention)
RETURN DISTINCT n.clean AS clean, c.alias AS alias, coalesce(a.id, m.id) AS id,
  a.country AS country, coalesce(o.key, m.key) AS key
ORDER BY clean, alias, id, country, key
