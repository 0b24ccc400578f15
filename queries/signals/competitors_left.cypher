// Until when were accounts customers of competitors, of those that left lately?
// $since: the first day
// $account: its id where one alone is asked about, else none
// gives: account integer, key text, competitor text, day date
MATCH (a:Account) WHERE $account IS NULL OR a.id = $account
MATCH (a)-[f:CUSTOMER_OF]->(c:Competitor)
WITH a, c, max(f.until) AS day, collect(f) AS told
WHERE day >= $since
  AND all(each IN told WHERE each.until IS NOT NULL AND each.until <= each.last_seen)
RETURN a.id AS account, c.key AS key, c.name AS competitor, day
ORDER BY account, key
