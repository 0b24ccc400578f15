// Forgets traits of which nothing is said any more.
// {label}: their kind
// rows: id
UNWIND $rows AS id
MATCH (n:{label} {id: id})
DETACH DELETE n
