// Who left a customer and works elsewhere now, in which jobs, and until when were they there?
// gives: person integer, former integer, until date, present integer, title text, since date
MATCH (c:Account {status: 'customer'})<-[job:WORKS_AT|WORKED_AT]-(p:Person)
WITH c, p, max(job.until) AS until, collect(job) AS jobs
WHERE any(each IN jobs WHERE type(each) = 'WORKED_AT' OR each.ended IS NOT NULL
  OR (each.until IS NOT NULL AND each.until <= each.last_seen))
MATCH (p)-[job:WORKS_AT|WORKED_AT]->(a:Account)
WITH c, p, until, a, max(job.role) AS title, max(job.since) AS since, collect(job) AS jobs
WHERE none(each IN jobs WHERE type(each) = 'WORKED_AT' OR each.ended IS NOT NULL
  OR (each.until IS NOT NULL AND each.until <= each.last_seen))
RETURN p.id AS person, c.id AS former, until, a.id AS present, title, since
ORDER BY person, former, present
