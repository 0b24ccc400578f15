// The keys of the mentions that make up these accounts or people.
// {label}: the label of what they make up
// rows: id
// gives: id integer, key text
UNWIND $rows AS id
MATCH (:{label} {id: id})<-[:NAMES]-(m:Mention)
RETURN id, m.key AS key ORDER BY id, key
