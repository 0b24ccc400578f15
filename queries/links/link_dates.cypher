// On which day was each of some links of one relation last known to be so, and since when is it?
// {edges}: the edge types that make it up
// {kind}: the kind of its traits
// rows: account, trait
// gives: account integer, trait integer, day date, dated date, since date
UNWIND $rows AS row
MATCH (a:Account {id: row.account})-[f:{edges}]-(t:{kind} {id: row.trait})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
OPTIONAL MATCH (t)<-[said:SAYS {property: 'date'}]-(:Source)
WITH a, f, t, said ORDER BY said.last_seen DESC, said.value DESC
WITH a, f, t, date(head(collect(said.value))) AS happened
WITH a, t, CASE
  WHEN type(f) = 'SENT_SOMEONE_TO' THEN
    [(a)<-[job:WORKS_AT]-(:Person)-[joined:JOINED]->(t)
      WHERE job.until IS NULL OR job.until > job.last_seen |
      {day: coalesce(joined.since, happened, joined.last_seen),
        dated: coalesce(joined.since, happened)}]
  WHEN type(f) IN ['SPONSORED', 'ATTENDED'] THEN
    [{day: coalesce(f.since, happened, f.last_seen), dated: coalesce(f.since, happened),
      since: f.since}]
  WHEN type(f) STARTS WITH 'WORK' AND f.until < f.last_seen THEN [{day: f.until, dated: f.until}]
  WHEN type(f) STARTS WITH 'WORK' THEN [{day: f.last_seen, dated: f.last_seen}]
  ELSE [{day: f.last_seen, dated: f.last_seen, since: f.since}] END AS days
UNWIND days AS each
RETURN a.id AS account, t.id AS trait, max(each.day) AS day, max(each.dated) AS dated,
  min(each.since) AS since
ORDER BY account, trait
