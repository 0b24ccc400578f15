// The events at which accounts were, and who of them, by day and source.
// $since: the first day; an event's date that is no ISO date says nothing
// $account: its id where one alone is asked about, else none
// gives: account integer, person integer, event text, kind text, source text, day date
MATCH (e:Event)
WHERE $account IS NULL OR EXISTS { (e)<-[:ATTENDED]-(:Account {id: $account}) }
  OR EXISTS { (e)<-[:JOINED]-(:Person)-[:WORKS_AT|WORKED_AT]->(:Account {id: $account}) }
CALL {
  WITH e
  OPTIONAL MATCH (e)<-[said:SAYS]-(:Source)
  WHERE said.property IN ['date', 'kind', 'title']
  WITH said ORDER BY said.last_seen DESC, said.value DESC
  WITH said.property AS property, head(collect(said.value)) AS value
  WITH collect({property: property, value: value}) AS told
  WITH told, head([each IN told WHERE each.property = 'date'
    AND each.value =~ '[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}' | each.value]) AS written
  // A day that no month has, as 2026-02-30, becomes another one.
  WITH told, written, date(left(written, 7))
    + duration({days: coalesce(toInteger(right(written, 2)), 1) - 1}) AS day
  RETURN CASE WHEN toString(day) = written THEN day END AS happened,
    head([each IN told WHERE each.property = 'kind' | each.value]) AS kind,
    head([each IN told WHERE each.property = 'title' | each.value]) AS title
}
CALL {
  WITH e, happened
  MATCH (a:Account)-[f:ATTENDED]->(e)
  WHERE f.ended IS NULL AND (f.until IS NULL OR f.until > f.last_seen)
    AND coalesce(f.since, happened) >= $since
  RETURN a.id AS account, null AS person, f.source AS source, coalesce(f.since, happened) AS day
  UNION
  WITH e, happened
  MATCH (p:Person)-[f:JOINED]->(e)
  WHERE f.ended IS NULL AND (f.until IS NULL OR f.until > f.last_seen)
    AND coalesce(f.since, happened) >= $since
  WITH DISTINCT p, f.source AS source, coalesce(f.since, happened) AS day
  MATCH (p)-[job:WORKS_AT|WORKED_AT]->(a:Account)
  WHERE (job.since IS NULL OR job.since <= day)
    AND (job.until >= day
      OR (job.until IS NULL AND type(job) = 'WORKS_AT' AND job.ended IS NULL))
    // A job without an end is over where another source, or a later word, knows of its end.
    AND NOT (job.until IS NULL AND EXISTS {
      MATCH (p)-[done:WORKS_AT|WORKED_AT]->(a)
      WHERE done.until < day
        AND (job.since IS NULL OR job.since <= coalesce(done.since, done.until))
        AND (done.source <> job.source OR done.last_seen > job.last_seen
          OR (job.since IS NULL AND done.last_seen = job.last_seen))
    })
  WITH p, source, day,
    collect({account: a.id, dated: job.since IS NOT NULL OR job.until IS NOT NULL}) AS jobs
  WITH p, source, day, jobs, any(each IN jobs WHERE each.dated) AS sure
  UNWIND jobs AS job
  WITH p, source, day, job, sure
  WHERE job.dated OR NOT sure
  RETURN DISTINCT job.account AS account, p.id AS person, source, day
}
WITH e, title, kind, account, person, source, day
WHERE $account IS NULL OR account = $account
RETURN DISTINCT account, person, coalesce(title, e.name) AS event, kind, source, day
ORDER BY account, person, event, source, day
