// Merges the edges that say two mentions are one; a is the lower id, and the greater score wins.
// rows: edges(a, b, reason, score, decided, source, load, first_seen, last_seen)
// gives: made integer, altered integer
UNWIND $rows AS row
WITH row.edges AS told
UNWIND range(0, size(told.a) - 1) AS i
MATCH (a:Mention {id: told.a[i]})
MATCH (b:Mention {id: told.b[i]})
WITH told, i, a, b, date(told.first_seen[i]) AS first_seen, date(told.last_seen[i]) AS last_seen
OPTIONAL MATCH (a)-[s:SAME_AS]->(b)
WHERE s.reason = told.reason[i] AND s.source = told.source[i] AND s.decided = told.decided[i]
WITH told, i, a, b, first_seen, last_seen, s, s IS NOT NULL AND (first_seen < s.first_seen
  OR last_seen > s.last_seen OR told.score[i] > s.score) AS changes
FOREACH (_ IN CASE WHEN changes THEN [1] ELSE [] END |
  SET s.first_seen = CASE WHEN first_seen < s.first_seen THEN first_seen ELSE s.first_seen END,
    s.last_seen = CASE WHEN last_seen > s.last_seen THEN last_seen ELSE s.last_seen END,
    s.score = CASE WHEN told.score[i] > s.score THEN told.score[i] ELSE s.score END)
FOREACH (_ IN CASE WHEN s IS NULL THEN [1] ELSE [] END |
  CREATE (a)-[:SAME_AS {reason: told.reason[i], score: told.score[i], decided: told.decided[i],
    source: told.source[i], load: told.load[i], first_seen: first_seen,
    last_seen: last_seen}]->(b))
RETURN sum(CASE WHEN s IS NULL THEN 1 ELSE 0 END) AS made,
  sum(CASE WHEN changes THEN 1 ELSE 0 END) AS altered
