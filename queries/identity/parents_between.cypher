// Which of these mentions sources say to belong to others of them.
// rows: id
// gives: child integer each, parent integer each
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[:NAMES]->(:Account)-[f:SUBSIDIARY_OF {mention: id}]->(:Account)
WHERE f.other IN $rows AND f.ended IS NULL AND f.other <> id
WITH DISTINCT id AS child, f.other AS parent
RETURN collect(child) AS child, collect(parent) AS parent
