// The accounts with a label that a person gave.
// gives: id integer
MATCH (m:Mention)-[:NAMES]->(a:Account)
WHERE m.label_status IS NOT NULL
RETURN DISTINCT a.id AS id
