// Adds the edges that say two mentions are one, those that are not there; a is the lower id.
// rows: a, b, reason, score, decided, source, load, first_seen, last_seen
// gives: made integer
UNWIND $rows AS row
MATCH (a:Mention {id: row.a})
MATCH (b:Mention {id: row.b})
WITH row, a, b
WHERE NOT EXISTS {
  (a)-[s:SAME_AS]->(b)
  WHERE s.reason = row.reason AND s.source = row.source AND s.decided = row.decided
}
CREATE (a)-[:SAME_AS {reason: row.reason, score: row.score, decided: row.decided,
  source: row.source, load: row.load, first_seen: row.first_seen, last_seen: row.last_seen}]->(b)
RETURN count(*) AS made
