// The customers whom a condition chose.
// gives: id integer
MATCH (m:Mention {label_status: 'customer'})-[:NAMES]->(a:Account {status: 'customer'})
WHERE m.label_chosen_by IS NOT NULL
RETURN DISTINCT a.id AS id
ORDER BY id
