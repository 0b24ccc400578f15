// The jobs at these accounts as of a day: whose, from when to when, the days on which each was told.
// $as_of: the day; jobs that began later are left out, and what ended later lasted until then
// rows: id
// gives: person integer each, account integer each, since date each, until date each, first_told date each, told date each, present boolean each
UNWIND $rows AS id
MATCH (:Account {id: id})<-[job:WORKS_AT|WORKED_AT|HELD_JOB_AT]-(p:Person)
WHERE job.since IS NULL OR job.since <= $as_of
WITH id AS account, collect([p.id, job.since,
  CASE WHEN job.until <= $as_of THEN job.until WHEN job.until > $as_of THEN $as_of END,
  job.first_seen,
  CASE WHEN job.last_seen < $as_of THEN job.last_seen ELSE $as_of END,
  type(job) <> 'HELD_JOB_AT' AND (coalesce(job.until > $as_of, false)
    OR (job.until IS NULL AND type(job) = 'WORKS_AT' AND job.ended IS NULL))]) AS jobs
RETURN [j IN jobs | j[0]] AS person, account, [j IN jobs | j[1]] AS since,
  [j IN jobs | j[2]] AS until, [j IN jobs | j[3]] AS first_told, [j IN jobs | j[4]] AS told,
  [j IN jobs | j[5]] AS present
