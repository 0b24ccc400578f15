// All names of these accounts, with their aliases.
// rows: id
// gives: id integer, name text
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(:Mention)-[c:CALLED]->(:Name)
WITH DISTINCT a.id AS id, c.name AS name
RETURN id, name ORDER BY id, name
