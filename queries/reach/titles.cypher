// What these people are where they work on a day, by the latest word on it.
// $as_of: the day; a job that began later is none yet, and one that ended later went on
// rows: id
// gives: person integer, account integer, title text
UNWIND $rows AS row
MATCH (p:Person {id: row})-[job:WORKS_AT|WORKED_AT]->(a:Account)
WHERE job.role IS NOT NULL AND (type(job) = 'WORKS_AT' OR job.until > $as_of)
  AND (job.since IS NULL OR job.since <= $as_of)
WITH p, a, job, coalesce(job.until > $as_of, type(job) = 'WORKS_AT' AND job.ended IS NULL) AS held,
  coalesce(job.since, job.first_seen) <= $as_of AS known
ORDER BY held DESC, known DESC, job.last_seen DESC, coalesce(job.since, date('0001-01-01')) DESC,
  job.role DESC
RETURN p.id AS person, a.id AS account, collect(job.role)[0] AS title
ORDER BY person, account
