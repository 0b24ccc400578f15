// The rows of the table fact.
// {edges}: all edge types
// gives: kind text, mention integer, other integer, since date, until date, role text, strength double, amount double, outcome text, closed_on date, opened_on date, ended boolean, source text, load integer, first_seen date, last_seen date
MATCH ()-[f:{edges}]->(end)
RETURN type(f) AS kind, f.mention AS mention, coalesce(f.other, end.id) AS other,
  f.since AS since, f.until AS until, f.role AS role, f.strength AS strength,
  f.amount AS amount, f.outcome AS outcome, f.closed_on AS closed_on,
  f.opened_on AS opened_on,
  coalesce(f.ended, false) AS ended, f.source AS source, f.load AS load,
  f.first_seen AS first_seen, f.last_seen AS last_seen
