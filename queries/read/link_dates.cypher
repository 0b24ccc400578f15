// On which day was each link of accounts in one relation last known to be so?
// {edges}: the edge types that make it up
// {kind}: the kind of its traits
// rows: id
// gives: account integer, trait integer, day date
UNWIND $rows AS id
MATCH (a:Account {id: id})-[f:{edges}]-(t:{kind})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
OPTIONAL MATCH (t)<-[said:SAYS {property: 'date'}]-(:Source)
WITH a, f, t, said ORDER BY said.last_seen DESC, said.value DESC
WITH a, f, t, date(head(collect(said.value))) AS happened
WITH a, t, CASE
  WHEN type(f) = 'SENT_SOMEONE_TO' THEN
    [(a)<-[job:WORKS_AT]-(:Person)-[joined:JOINED]->(t)
      WHERE job.until IS NULL OR job.until > job.last_seen |
      coalesce(joined.since, happened, joined.last_seen)]
  WHEN type(f) IN ['SPONSORED', 'ATTENDED'] THEN [coalesce(f.since, happened, f.last_seen)]
  WHEN type(f) STARTS WITH 'WORK' AND f.until < f.last_seen THEN [f.until]
  ELSE [f.last_seen] END AS days
UNWIND days AS day
RETURN a.id AS account, t.id AS trait, max(day) AS day
ORDER BY account, trait
