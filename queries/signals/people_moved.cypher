// Who had left a customer and worked elsewhere on a day, in which jobs, and until when were they there?
// $as_of: the day; jobs that began later are left out, and those that ended later went on
// gives: person integer, former integer, until date, present integer, title text, since date
MATCH (c:Account {status: 'customer'})<-[job:WORKS_AT|WORKED_AT]-(p:Person)
WHERE job.since IS NULL OR job.since <= $as_of
WITH c, p, max(job.until) AS until, collect(job) AS jobs
WHERE any(each IN jobs WHERE
  coalesce(each.until <= $as_of, type(each) = 'WORKED_AT' OR each.ended IS NOT NULL))
MATCH (p)-[job:WORKS_AT|WORKED_AT]->(a:Account)
WHERE job.since IS NULL OR job.since <= $as_of
WITH c, p, until, a, max(job.role) AS title, max(job.since) AS since, collect(job) AS jobs
WHERE none(each IN jobs WHERE
  coalesce(each.until <= $as_of, type(each) = 'WORKED_AT' OR each.ended IS NOT NULL))
RETURN p.id AS person, c.id AS former, until, a.id AS present, title, since
ORDER BY person, former, present
