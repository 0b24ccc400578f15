// How many technologies does each account use, a category counting once, and what does it spend?
// gives: account integer, breadth integer, spend double, band text
MATCH (a:Account)
OPTIONAL MATCH (a)-[f:USES]->(t:Technology)
WHERE f.until IS NULL OR f.until > f.last_seen
WITH a, count(DISTINCT coalesce('category ' + t.category, 'technology ' + t.key)) AS breadth
OPTIONAL MATCH (a)-[:OF_MATURITY]->(m:Maturity)
WITH a, breadth, head(collect(m.key)) AS band
WHERE breadth > 0 OR band IS NOT NULL
OPTIONAL MATCH (a)<-[:NAMES]-(:Mention)<-[said:SAYS {property: 'technology_spend'}]-(:Source)
WITH a, breadth, band, said ORDER BY said.last_seen DESC, said.value
WITH a, breadth, band, head(collect(said.value)) AS spend
RETURN a.id AS account, breadth, toFloatOrNull(spend) AS spend, band ORDER BY account
