// Which edges say that two of these mentions are one?
// rows: id
// gives: a integer, b integer, reason text, score double, decided boolean, last_seen date
UNWIND $rows AS row
MATCH (a:Mention {id: row.id})-[s:SAME_AS]->(b:Mention)
RETURN a.id AS a, b.id AS b, s.reason AS reason, s.score AS score, s.decided AS decided,
  max(s.last_seen) AS last_seen
