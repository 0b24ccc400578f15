// The jobs at these accounts: whose, from when to when, the day on which each was last told.
// rows: id
// gives: person integer each, account integer each, since date each, until date each, told date each, present boolean each
UNWIND $rows AS id
MATCH (:Account {id: id})<-[job:WORKS_AT|WORKED_AT|HELD_JOB_AT]-(p:Person)
WITH id AS account, collect([p.id, job.since, job.until, job.last_seen,
  type(job) = 'WORKS_AT' AND job.ended IS NULL
    AND (job.until IS NULL OR job.until > job.last_seen)]) AS jobs
RETURN [j IN jobs | j[0]] AS person, account, [j IN jobs | j[1]] AS since,
  [j IN jobs | j[2]] AS until, [j IN jobs | j[3]] AS told, [j IN jobs | j[4]] AS present
