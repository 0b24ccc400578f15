// Moves when edges between mentions were seen, and raises their score.
// rows: a, b, reason, score, decided, source, first_seen, last_seen
// gives: altered integer
UNWIND $rows AS row
MATCH (:Mention {id: row.a})-[s:SAME_AS]->(:Mention {id: row.b})
WITH row, s, date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
WHERE s.reason = row.reason AND s.source = row.source AND s.decided = row.decided
  AND (first_seen < s.first_seen OR last_seen > s.last_seen OR row.score > s.score)
SET s.first_seen = CASE WHEN first_seen < s.first_seen THEN first_seen ELSE s.first_seen END,
  s.last_seen = CASE WHEN last_seen > s.last_seen THEN last_seen ELSE s.last_seen END,
  s.score = CASE WHEN row.score > s.score THEN row.score ELSE s.score END
RETURN count(*) AS altered
