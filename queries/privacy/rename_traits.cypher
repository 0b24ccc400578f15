// Gives traits other keys and names.
// {label}: their kind
// rows: id, key, name
UNWIND $rows AS row
MATCH (n:{label} {id: row.id})
SET n.key = row.key, n.name = row.name
