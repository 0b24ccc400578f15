// What colleagues are to people: each kind of edge, its day, and what it says.
// gives: one integer each, other integer each, kind text each, day date each, number double each, word text each
MATCH (p:Person)-[f:KNOWS|RATES|MAILS|MEETS]->(other:Person)
WHERE f.ended IS NULL
WITH p.id AS one, f, other.id AS other, type(f) AS kind, coalesce(f.since, f.last_seen) AS day
ORDER BY one, other, kind, day, f.strength, f.role
WITH one, collect([other, kind, day, f.strength, f.role]) AS told
RETURN one, [t IN told | t[0]] AS other, [t IN told | t[1]] AS kind,
  [t IN told | t[2]] AS day, [t IN told | t[3]] AS number, [t IN told | t[4]] AS word
