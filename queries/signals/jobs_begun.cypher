// The people at accounts on a day who came lately, and those who come later.
// $since: the first day
// $as_of: the day; who is there has the title of the newest job begun by then
// $account: its id where one alone is asked about, else none
// gives: account integer, person integer, title text, day date
MATCH (a:Account) WHERE $account IS NULL OR a.id = $account
MATCH (p:Person)-[job:WORKS_AT|WORKED_AT]->(a)
WITH p, a, collect({title: job.role, since: job.since, until: job.until, source: job.source,
  seen: job.last_seen,
  held: coalesce(job.until > $as_of, type(job) = 'WORKS_AT' AND job.ended IS NULL)}) AS jobs
WHERE any(each IN jobs WHERE each.since >= $since)
// A job without an end is over where another source, or a later word, knows of its end.
WITH p, a, [j IN jobs WHERE NOT (j.until IS NULL AND any(done IN jobs WHERE
  done.until IS NOT NULL AND done.until <= $as_of
  AND (j.since IS NULL OR j.since <= coalesce(done.since, done.until))
  AND (done.source <> j.source OR done.seen > j.seen
    OR (j.since IS NULL AND done.seen = j.seen))))] AS jobs
// A stay begins with a job that follows none there within a month, as many know months alone.
WITH p, a, jobs, [j IN jobs WHERE j.since IS NOT NULL AND none(before IN jobs WHERE
  before.since IS NOT NULL AND before.since < j.since
  AND (before.until IS NULL OR before.until + duration({days: 31}) >= j.since))] AS begun,
  [j IN jobs WHERE j.held AND (j.since IS NULL OR j.since <= $as_of)] AS present
WITH p, a, jobs, present, CASE WHEN size(present) > 0
  THEN reduce(last = null, j IN begun | CASE WHEN j.since <= $as_of
    AND (last IS NULL OR j.since > last) THEN j.since ELSE last END)
  ELSE reduce(first = null, j IN begun | CASE WHEN j.held AND j.since > $as_of
    AND (first IS NULL OR j.since < first) THEN j.since ELSE first END) END AS day
WHERE day >= $since
UNWIND CASE WHEN size(present) > 0 THEN present
  ELSE [j IN jobs WHERE j.held AND j.since = day] END AS job
WITH p, a, day, job
ORDER BY coalesce(job.since, date('0001-01-01')) DESC, job.seen DESC, job.title DESC
WITH p, a, day, head(collect(job.title)) AS title
RETURN a.id AS account, p.id AS person, title, day
ORDER BY account, person
