// What is said in the open deals of accounts, by the latest word on each deal.
// $property: what is asked for: "competitor" or "note"
// gives: account integer, text text, source text, opened date, last_seen date
MATCH (d:Deal)<-[said:SAYS {property: $property}]-(s:Source)
WITH d, said, s ORDER BY said.last_seen DESC, said.value, s.name
WITH d, head(collect({value: said.value, source: s.name})) AS last
MATCH (a:Account)-[f:HAS_DEAL]->(d)
WHERE f.ended IS NULL AND NOT EXISTS {
  // The latest statement about a deal says whose it is.
  (d)<-[later:HAS_DEAL]-() WHERE later.ended IS NULL AND later.last_seen > f.last_seen
}
WITH a, d, last, collect(f) AS told, min(f.opened_on) AS opened, max(f.last_seen) AS last_seen
WHERE all(each IN told WHERE coalesce(each.outcome, 'open') = 'open')
RETURN a.id AS account, last.value AS text, last.source AS source, opened, last_seen
ORDER BY account, text, source
