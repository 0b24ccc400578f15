// The statements that these mentions and others are one, or are not.
// rows: id
// gives: one text, other text, reason text, score double, decided boolean, source text, file text, first_seen date, last_seen date
UNWIND $rows AS id
MATCH (:Mention {id: id})-[s:SAME_AS]-()
WITH DISTINCT s
OPTIONAL MATCH (l:Load {id: s.load})
RETURN startNode(s).key AS one, endNode(s).key AS other, s.reason AS reason, s.score AS score,
  s.decided AS decided, s.source AS source, l.file AS file, s.first_seen AS first_seen,
  s.last_seen AS last_seen
ORDER BY one, other, reason
