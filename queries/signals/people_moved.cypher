// Who had left a customer and worked elsewhere on a day, in which jobs, and until when were they there?
// $as_of: the day; jobs that began later are left out, and those that ended later went on
// $account: the id of where they work, where that alone is asked about, else none
// gives: person integer, former integer, until date, present integer, title text, since date
MATCH (:Account {status: 'customer'})<-[:WORKS_AT|WORKED_AT]-(p:Person)
WITH DISTINCT p
WHERE $account IS NULL OR EXISTS { (p)-[:WORKS_AT|WORKED_AT]->(:Account {id: $account}) }
MATCH (p)-[job:WORKS_AT|WORKED_AT]->(a:Account)
WHERE job.since IS NULL OR job.since <= $as_of
WITH p, a, max(job.until) AS until, collect({title: job.role, since: job.since, until: job.until,
  source: job.source, seen: job.last_seen,
  held: coalesce(job.until > $as_of, type(job) = 'WORKS_AT' AND job.ended IS NULL)}) AS jobs
// A job without an end is over where another source, or a later word, knows of its end.
WITH p, a, until, [j IN jobs WHERE NOT (j.until IS NULL AND any(done IN jobs WHERE
  done.until IS NOT NULL AND done.until <= $as_of
  AND (j.since IS NULL OR j.since <= coalesce(done.since, done.until))
  AND (done.source <> j.source OR done.seen > j.seen
    OR (j.since IS NULL AND done.seen = j.seen))))] AS jobs
// A stay begins with a job that follows none there within a month, as many know months alone.
WITH p, a, until, jobs, [j IN jobs WHERE j.since IS NOT NULL AND none(before IN jobs WHERE
  before.since IS NOT NULL AND before.since < j.since
  AND (before.until IS NULL OR before.until + duration({days: 31}) >= j.since)) | j.since] AS begun
WITH p, a, until, reduce(last = null, day IN begun |
  CASE WHEN last IS NULL OR day > last THEN day ELSE last END) AS since,
  [j IN jobs WHERE j.held] AS present
WITH p, a, until, since, size(present) > 0 AS held, present
UNWIND CASE WHEN held THEN present ELSE [null] END AS job
WITH p, a, until, since, held, job
ORDER BY coalesce(job.since, date('0001-01-01')) DESC, job.seen DESC, job.title DESC
WITH p, a, until, since, held, head(collect(job.title)) AS title
WITH p, collect({account: a.id, customer: coalesce(a.status = 'customer', false), until: until,
  since: since, held: held, title: title}) AS stays
UNWIND stays AS gone
WITH p, stays, gone
WHERE gone.customer AND NOT gone.held
UNWIND stays AS now
WITH p, gone, now
WHERE now.held AND ($account IS NULL OR now.account = $account)
RETURN p.id AS person, gone.account AS former, gone.until AS until, now.account AS present,
  now.title AS title, now.since AS since
ORDER BY person, former, present
