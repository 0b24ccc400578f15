// The currencies of deals ("" for none), the most frequent first, with how many there are and are rated.
// gives: currency text, deals integer, rated integer
MATCH ()-[f:HAS_DEAL]->(d:Deal)
WHERE f.ended IS NULL AND f.amount IS NOT NULL
RETURN coalesce(f.role, '') AS currency, count(DISTINCT d) AS deals,
  count(DISTINCT CASE WHEN f.strength IS NOT NULL THEN d END) AS rated
ORDER BY currency = '', deals DESC, currency
