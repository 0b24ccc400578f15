// The edges that say that two of these mentions are one.
// rows: id
// gives: a integer each, b integer each, reason text each, score double each, decided boolean each, last_seen date each
UNWIND $rows AS id
MATCH (a:Mention {id: id})-[s:SAME_AS]->(b:Mention)
WITH a.id AS a, b.id AS b, s.reason AS reason, s.score AS score, s.decided AS decided,
  max(s.last_seen) AS last_seen
WITH collect([a, b, reason, score, decided, last_seen]) AS edges
RETURN [each IN edges | each[0]] AS a, [each IN edges | each[1]] AS b,
  [each IN edges | each[2]] AS reason, [each IN edges | each[3]] AS score,
  [each IN edges | each[4]] AS decided, [each IN edges | each[5]] AS last_seen
