// All names of these accounts or people, as sources and keys give them.
// {label}: the label of what is named
// rows: id
// gives: name text
UNWIND $rows AS id
MATCH (:{label} {id: id})<-[:NAMES]-(m:Mention)
OPTIONAL MATCH (m)-[c:CALLED]->(:Name)
WITH collect(m.name) + collect(c.name) AS names
UNWIND names AS name
RETURN DISTINCT name
ORDER BY name
