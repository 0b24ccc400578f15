// The people who work at an account, and the colleagues who know them.
// $account: its id
// gives: id integer, person text, title text, known_by text
MATCH (:Account {id: $account})<-[job:WORKS_AT]-(p:Person)
WHERE job.until IS NULL OR job.until > job.last_seen
WITH p, max(job.role) AS title
OPTIONAL MATCH (colleague:Person)-[:KNOWS]->(p)
WITH p, title, colleague ORDER BY colleague.name
WITH p, title, collect(DISTINCT colleague.name) AS names
RETURN p.id AS id, p.name AS person, title,
  CASE WHEN size(names) = 0 THEN null
    ELSE reduce(all = head(names), each IN tail(names) | all + '; ' + each) END AS known_by
ORDER BY known_by IS NULL, person, title
