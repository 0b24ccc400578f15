// What colleagues are to these people: each kind of edge, its day (a connection may have none), what it says.
// rows: id
// gives: one integer each, other integer each, kind text each, day date each, first_told date each, number double each, word text each, by_mention integer each, of_mention integer each, source text each
UNWIND $rows AS id
MATCH (:Person {id: id})<-[f:KNOWS|RATES|MAILS|MEETS]-(p:Person)
WHERE f.ended IS NULL
WITH p.id AS one, collect([id, type(f),
  CASE WHEN type(f) = 'KNOWS' THEN f.since ELSE coalesce(f.since, f.last_seen) END,
  f.first_seen, f.strength, f.role, f.mention, f.other, f.source]) AS told
RETURN one, [t IN told | t[0]] AS other, [t IN told | t[1]] AS kind, [t IN told | t[2]] AS day,
  [t IN told | t[3]] AS first_told, [t IN told | t[4]] AS number, [t IN told | t[5]] AS word,
  [t IN told | t[6]] AS by_mention, [t IN told | t[7]] AS of_mention, [t IN told | t[8]] AS source
