// What colleagues are to these people: each kind of edge, its day, and what it says.
// rows: id
// gives: one integer each, other integer each, kind text each, day date each, number double each, word text each
UNWIND $rows AS id
MATCH (:Person {id: id})<-[f:KNOWS|RATES|MAILS|MEETS]-(p:Person)
WHERE f.ended IS NULL
WITH p.id AS one, collect([id, type(f), coalesce(f.since, f.last_seen), f.strength, f.role]) AS told
RETURN one, [t IN told | t[0]] AS other, [t IN told | t[1]] AS kind,
  [t IN told | t[2]] AS day, [t IN told | t[3]] AS number, [t IN told | t[4]] AS word
