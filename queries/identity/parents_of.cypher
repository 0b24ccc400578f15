// To whom sources say that these mentions belong.
// rows: id
// gives: child integer each, parent integer each, key text each
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[:NAMES]->(:Account)-[f:SUBSIDIARY_OF {mention: id}]->(:Account)
WHERE f.ended IS NULL AND f.other <> id
MATCH (p:Mention {id: f.other})
WITH DISTINCT id AS child, p
RETURN collect(child) AS child, collect(p.id) AS parent, collect(p.key) AS key
