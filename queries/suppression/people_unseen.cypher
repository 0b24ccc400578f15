// The people of whom no source has told since a day.
// $since: the day
// gives: id integer each
MATCH (p:Person)<-[:NAMES]-(m:Mention)
CALL {
  WITH m
  MATCH (m)-[said]-() WHERE said.last_seen IS NOT NULL
  RETURN max(said.last_seen) AS seen
  UNION ALL
  WITH p
  MATCH (p)-[said]-() WHERE said.last_seen IS NOT NULL
  RETURN max(said.last_seen) AS seen
}
WITH p, max(seen) AS seen
WHERE seen < $since
WITH p.id AS id ORDER BY id
RETURN collect(id) AS id
