// The events at which accounts were, and who of them, by day and source.
// $since: the first day
// gives: account integer, person integer, event text, kind text, source text, day date
MATCH (e:Event)
CALL {
  WITH e
  OPTIONAL MATCH (e)<-[said:SAYS]-(:Source)
  WHERE said.property IN ['date', 'kind', 'title']
  WITH said ORDER BY said.last_seen DESC, said.value DESC
  WITH said.property AS property, head(collect(said.value)) AS value
  WITH collect({property: property, value: value}) AS told
  RETURN head([each IN told WHERE each.property = 'date' | date(each.value)]) AS happened,
    head([each IN told WHERE each.property = 'kind' | each.value]) AS kind,
    head([each IN told WHERE each.property = 'title' | each.value]) AS title
}
CALL {
  WITH e, happened
  MATCH (a:Account)-[f:ATTENDED]->(e)
  WHERE (f.until IS NULL OR f.until > f.last_seen) AND coalesce(f.since, happened) >= $since
  RETURN a.id AS account, null AS person, f.source AS source, coalesce(f.since, happened) AS day
  UNION
  WITH e, happened
  MATCH (p:Person)-[f:JOINED]->(e)
  WHERE coalesce(f.since, happened) >= $since
  MATCH (p)-[job:WORKS_AT]->(a:Account)
  WHERE job.until IS NULL OR job.until > job.last_seen
  RETURN a.id AS account, p.id AS person, f.source AS source, coalesce(f.since, happened) AS day
}
RETURN DISTINCT account, person, coalesce(title, e.name) AS event, kind, source, day
ORDER BY account, person, event, source, day
