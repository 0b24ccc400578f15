// What sources tell of accounts that are or were customers of competitors.
// gives: account integer, competitor text, name text, since date, until date, satisfaction text, source text, first_seen date, last_seen date
MATCH (a:Account)-[f:CUSTOMER_OF]->(c:Competitor)
RETURN a.id AS account, c.key AS competitor, c.name AS name, f.since AS since, f.until AS until,
  f.role AS satisfaction, f.source AS source, f.first_seen AS first_seen, f.last_seen AS last_seen
ORDER BY account, competitor, source, since
