// The events at which accounts were, and who of them, by day and source.
// $since: the first day; an event's date that is no ISO date says nothing
// gives: account integer, person integer, event text, kind text, source text, day date
MATCH (e:Event)
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
  MATCH (p)-[job:WORKS_AT]->(a:Account)
  WHERE job.ended IS NULL AND (job.until IS NULL OR job.until > job.last_seen)
  RETURN a.id AS account, p.id AS person, f.source AS source, coalesce(f.since, happened) AS day
}
RETURN DISTINCT account, person, coalesce(title, e.name) AS event, kind, source, day
ORDER BY account, person, event, source, day
