// What sources tell of accounts that use or used these technologies.
// rows: key
// gives: account integer, technology text, since date, until date, source text, first_seen date, last_seen date
UNWIND $rows AS key
MATCH (a:Account)-[f:USES]->(t:Technology {key: key})
RETURN a.id AS account, t.key AS technology, f.since AS since, f.until AS until,
  f.source AS source, f.first_seen AS first_seen, f.last_seen AS last_seen
ORDER BY account, technology, source, since
