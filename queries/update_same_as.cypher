// Moves when edges between mentions were seen, and raises their score.
// rows: a, b, reason, score, decided, source, first_seen, last_seen
// gives: altered integer
UNWIND $rows AS row
MATCH (:Mention {id: row.a})-[s:SAME_AS]->(:Mention {id: row.b})
WHERE s.reason = row.reason AND s.source = row.source AND s.decided = row.decided
  AND (row.first_seen < s.first_seen OR row.last_seen > s.last_seen OR row.score > s.score)
SET s.first_seen = CASE WHEN row.first_seen < s.first_seen THEN row.first_seen ELSE s.first_seen END,
  s.last_seen = CASE WHEN row.last_seen > s.last_seen THEN row.last_seen ELSE s.last_seen END,
  s.score = CASE WHEN row.score > s.score THEN row.score ELSE s.score END
RETURN count(*) AS altered
