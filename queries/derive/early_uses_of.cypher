// Of how many technologies is it known since when these accounts use them, and how often early?
// rows: id
// gives: account integer, dated integer, early integer
UNWIND $rows AS id
MATCH (a:Account {id: id})-[f:USES]->(t:Technology)
WHERE f.since IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
WITH t, a.id AS account, min(f.since) AS since
WITH t, collect([account, since]) AS users
CALL {
  // Early is who is among the first tenth of all users; of users of one day all or none.
  WITH t
  MATCH (a:Account)-[f:USES]->(t)
  WHERE f.since IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
  WITH a, min(f.since) AS since ORDER BY since
  WITH collect(since) AS days
  RETURN days[size(days) / 10] AS later
}
UNWIND users AS user
RETURN user[0] AS account, count(*) AS dated,
  sum(CASE WHEN user[1] < later THEN 1 ELSE 0 END) AS early
ORDER BY account
