// The currencies of deals, the most frequent first, with the numbers of their deals and of rated ones.
// gives: currency text, deals integer, rated integer
MATCH ()-[f:HAS_DEAL]->(d:Deal)
WHERE f.ended IS NULL AND f.role IS NOT NULL
RETURN f.role AS currency, count(DISTINCT d) AS deals,
  count(DISTINCT CASE WHEN f.strength IS NOT NULL THEN d END) AS rated
ORDER BY deals DESC, currency
