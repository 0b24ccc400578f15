// The present jobs of people at accounts that began lately.
// $since: the first day
// gives: account integer, person integer, title text, day date
MATCH (p:Person)-[job:WORKS_AT]->(a:Account)
WHERE job.until IS NULL OR job.until > job.last_seen
WITH a, p, max(job.role) AS title, max(job.since) AS day
WHERE day >= $since
RETURN a.id AS account, p.id AS person, title, day
ORDER BY account, person
