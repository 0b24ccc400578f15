// The jobs of people at accounts that they had on a day, of those that began lately or later.
// $since: the first day
// $as_of: the day; where several beginnings are told, the last by then counts
// gives: account integer, person integer, title text, day date
MATCH (p:Person)-[job:WORKS_AT|WORKED_AT]->(a:Account)
WHERE job.until > $as_of OR (job.until IS NULL AND type(job) = 'WORKS_AT' AND job.ended IS NULL)
WITH a, p, max(job.role) AS title,
  coalesce(max(CASE WHEN job.since <= $as_of THEN job.since END), max(job.since)) AS day
WHERE day >= $since
RETURN a.id AS account, p.id AS person, title, day
ORDER BY account, person
