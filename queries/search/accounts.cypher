// All accounts, each with its name, keys and names as one text in lower case.
// gives: key text, account text, domain text, status text, country text, industry text, text text
MATCH (a:Account)<-[:NAMES]-(m:Mention)
OPTIONAL MATCH (m)-[c:CALLED]->(:Name)
WITH a, [CASE WHEN NOT m.key STARTS WITH 'name:' THEN m.key END, c.name] AS both
UNWIND both AS told
WITH DISTINCT a, told ORDER BY told
WITH a, collect(told) AS texts
RETURN a.key AS key, a.name AS account, a.domain AS domain, a.status AS status,
  a.country AS country, a.industry AS industry,
  toLower(reduce(all = coalesce(a.name, ''), each IN texts | all + '\u001F' + each)) AS text
ORDER BY key
