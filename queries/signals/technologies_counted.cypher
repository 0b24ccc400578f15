// How many customers and how many companies of the market use each technology, and any (no key)?
// gives: key text, customers integer, market integer
CALL {
  MATCH (a:Account)-[f:USES]->(t:Technology)
  WHERE a.status IN ['customer', 'prospect', 'open deal']
    AND (f.until IS NULL OR f.until > f.last_seen)
  WITH DISTINCT a, t
  RETURN t.key AS key, sum(CASE WHEN a.status = 'customer' THEN 1 ELSE 0 END) AS customers,
    sum(CASE WHEN a.status = 'customer' THEN 0 ELSE 1 END) AS market
  UNION ALL
  MATCH (a:Account)
  WHERE a.status IN ['customer', 'prospect', 'open deal']
    AND EXISTS { MATCH (a)-[f:USES]->() WHERE f.until IS NULL OR f.until > f.last_seen }
  RETURN null AS key, sum(CASE WHEN a.status = 'customer' THEN 1 ELSE 0 END) AS customers,
    sum(CASE WHEN a.status = 'customer' THEN 0 ELSE 1 END) AS market
}
RETURN key, customers, market
ORDER BY key
