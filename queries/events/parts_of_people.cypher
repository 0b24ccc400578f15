// The parts that people took in events, with where they worked on the day; without one, where now.
// gives: account integer, person integer, event integer, role text, day date
MATCH (e:Event)
CALL {
  WITH e
  OPTIONAL MATCH (e)<-[said:SAYS {property: 'date'}]-(:Source)
  WITH said ORDER BY said.last_seen DESC, said.value DESC
  WITH head(collect(said.value)) AS told
  WITH CASE WHEN told =~ '[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}' THEN told END AS written
  // A day that no month has, as 2026-02-30, becomes another one.
  WITH written, date(left(written, 7))
    + duration({days: coalesce(toInteger(right(written, 2)), 1) - 1}) AS day
  RETURN CASE WHEN toString(day) = written THEN day END AS happened
}
CALL {
  WITH e, happened
  MATCH (p:Person)-[f:JOINED]->(e)
  WHERE f.ended IS NULL AND (f.until IS NULL OR f.until > f.last_seen)
  WITH DISTINCT p, f.role AS role, coalesce(f.since, happened) AS day
  MATCH (p)-[job:WORKS_AT|WORKED_AT]->(a:Account)
  WHERE (job.since IS NULL OR day IS NULL OR job.since <= day)
    AND (coalesce(job.until >= day, job.until > job.last_seen)
      OR (job.until IS NULL AND type(job) = 'WORKS_AT' AND job.ended IS NULL))
    // A job without an end is over where another source, or a later word, knows of its end.
    AND NOT (job.until IS NULL AND EXISTS {
      MATCH (p)-[done:WORKS_AT|WORKED_AT]->(a)
      WHERE done.until < coalesce(day, job.last_seen)
        AND (job.since IS NULL OR job.since <= coalesce(done.since, done.until))
        AND (done.source <> job.source OR done.last_seen > job.last_seen
          OR (job.since IS NULL AND done.last_seen = job.last_seen))
    })
  WITH p, role, day,
    collect({account: a.id, dated: job.since IS NOT NULL OR job.until IS NOT NULL}) AS jobs
  WITH p, role, day, jobs, any(each IN jobs WHERE each.dated) AS sure
  UNWIND jobs AS job
  WITH p, role, day, job, sure
  WHERE job.dated OR NOT sure
  RETURN DISTINCT job.account AS account, p.id AS person, role, day
}
RETURN DISTINCT account, person, e.id AS event, role, day
ORDER BY account, person, event, role, day
