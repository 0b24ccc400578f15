// Where these people work as of a day and as what, the job that was told last first.
// $as_of: the day
// rows: id
// gives: person integer, company text, status text, title text, told date
UNWIND $rows AS row
MATCH (p:Person {id: row})-[job:WORKS_AT]->(a:Account)
WHERE (job.since IS NULL OR job.since <= $as_of)
  AND (coalesce(job.until > $as_of, false) OR (job.until IS NULL AND job.ended IS NULL))
WITH p, a, job ORDER BY job.last_seen DESC, job.role DESC
WITH p.id AS person, a.key AS key, a.name AS company, a.status AS status,
  collect(job.role)[0] AS title, max(job.last_seen) AS told
RETURN person, company, status, title, told
ORDER BY person, told DESC, key
