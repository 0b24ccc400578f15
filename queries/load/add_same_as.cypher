// Adds the edges that say two mentions are one, those that are not there; a is the lower id.
// rows: edges(a, b, reason, score, decided, source, load, first_seen, last_seen)
// gives: made integer
UNWIND $rows AS row
WITH row.edges AS told
UNWIND range(0, size(told.a) - 1) AS i
MATCH (a:Mention {id: told.a[i]})
MATCH (b:Mention {id: told.b[i]})
WITH told, i, a, b
WHERE NOT EXISTS {
  (a)-[s:SAME_AS]->(b)
  WHERE s.reason = told.reason[i] AND s.source = told.source[i] AND s.decided = told.decided[i]
}
CREATE (a)-[:SAME_AS {reason: told.reason[i], score: told.score[i], decided: told.decided[i],
  source: told.source[i], load: told.load[i], first_seen: date(told.first_seen[i]),
  last_seen: date(told.last_seen[i])}]->(b)
RETURN count(*) AS made
