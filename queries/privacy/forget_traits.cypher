// Forgets these traits, and everything that is said of them.
// {label}: their kind
// rows: id
UNWIND $rows AS id
MATCH (n:{label} {id: id})
OPTIONAL MATCH (n)<-[:SAYS]-(s:Source)
WITH n, collect(DISTINCT s) AS sources
DETACH DELETE n
WITH collect(sources) AS sources
UNWIND sources AS some
UNWIND some AS s
WITH DISTINCT s
WHERE NOT EXISTS { (s)-[:SAYS]->() }
DELETE s
