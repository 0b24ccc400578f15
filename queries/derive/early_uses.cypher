// Of how many technologies is it known since when accounts use them, and how often are they early?
// gives: account integer, dated integer, early integer
MATCH (a:Account)-[f:USES]->(t:Technology)
WHERE f.since IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
WITH t, a, min(f.since) AS since ORDER BY since
// Early is who is among the first tenth of those users; of users of one day all or none.
WITH t, collect(since) AS days, collect(a.id) AS accounts
WITH accounts, days, days[size(days) / 10] AS later
UNWIND range(0, size(days) - 1) AS i
WITH accounts[i] AS account, CASE WHEN days[i] < later THEN 1 ELSE 0 END AS early
RETURN account, count(*) AS dated, sum(early) AS early ORDER BY account
