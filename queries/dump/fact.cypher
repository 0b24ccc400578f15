// What does the table fact hold, all of it? For comparing stores and moving them.
// gives: kind text, mention integer, other integer, since date, until date, role text, strength double, source text, load integer, first_seen date, last_seen date
MATCH ()-[f:USES|SPONSORED|ATTENDED|BACKED_BY|JOINED|WORKS_AT|WORKED_AT|CUSTOMER_OF|SHOWED|HAS_DEAL|SUBSIDIARY_OF|KNOWS]->(end)
RETURN type(f) AS kind, f.mention AS mention, coalesce(f.other, end.id) AS other,
  f.since AS since, f.until AS until, f.role AS role, f.strength AS strength,
  f.source AS source, f.load AS load, f.first_seen AS first_seen, f.last_seen AS last_seen
