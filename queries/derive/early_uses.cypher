// Of how many technologies is it known since when accounts use them, and how often early?
// gives: account integer, dated integer, early integer
MATCH (t:Technology)
CALL {
  WITH t
  MATCH (a:Account)-[f:USES]->(t)
  WHERE f.since IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
  WITH a, min(f.since) AS since ORDER BY since
  RETURN collect(a.id) AS accounts, collect(since) AS days
}
// Early is who is among the first tenth of all users; of users of one day all or none.
WITH accounts, days, days[size(days) / 10] AS later
UNWIND range(0, size(accounts) - 1) AS i
RETURN accounts[i] AS account, count(*) AS dated,
  sum(CASE WHEN days[i] < later THEN 1 ELSE 0 END) AS early
ORDER BY account
