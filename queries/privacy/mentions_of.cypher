// The mentions that make up these accounts or people, with their keys.
// {label}: the label of what they make up
// rows: id
// gives: owner integer, id integer, key text
UNWIND $rows AS owner
MATCH (:{label} {id: owner})<-[:NAMES]-(m:Mention)
RETURN owner, m.id AS id, m.key AS key
ORDER BY id
