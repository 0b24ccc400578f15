// The links of one relation that are known only from a day on (later), or without a date.
// {edges}: the edge types that make it up
// {kind}: the kind of its traits
// $since: the day
// gives: account integer, trait integer, later boolean
MATCH (a:Account)-[f:{edges}]-(t:{kind})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
WITH a, t, CASE type(f) WHEN 'SENT_SOMEONE_TO' THEN
  [(a)<-[job:WORKS_AT]-(p:Person)-[joined:JOINED]->(t) WHERE
    (job.until IS NULL OR job.until > job.last_seen) AND NOT EXISTS {
      MATCH (p)-[gone:WORKED_AT]->(a)
      WHERE job.since IS NULL OR job.since <= coalesce(gone.since, gone.until)
    } |
    CASE
      WHEN job.since IS NULL AND joined.since < $since THEN null
      WHEN joined.since IS NULL AND job.since < $since THEN null
      WHEN job.since IS NULL OR joined.since > job.since THEN joined.since
      ELSE job.since
    END]
  ELSE [f.since] END AS days
UNWIND CASE days WHEN [] THEN [null] ELSE days END AS day
WITH a, t, min(day) AS first
WHERE first IS NULL OR first >= $since
RETURN a.id AS account, t.id AS trait, first IS NOT NULL AS later
ORDER BY account, trait
