// Of which of these accounts did no source say anything since a day, and when did one last do so?
// $since: the day
// rows: id
// gives: account integer, last_seen date
UNWIND $rows AS id
MATCH (a:Account {id: id})
OPTIONAL MATCH (a)-[f]-()
WITH a, max(f.last_seen) AS linked
OPTIONAL MATCH (a)<-[:NAMES]-(:Mention)-[s:CALLED|SAYS]-()
WITH a, linked, max(s.last_seen) AS told
WITH a, CASE WHEN told IS NULL OR linked > told THEN linked ELSE told END AS last_seen
WHERE last_seen < $since
RETURN a.id AS account, last_seen ORDER BY account
