// Renames nodes.
// {label}: their label; people have their mention's name
// rows: id, name
UNWIND $rows AS row
MATCH (n:{label} {id: row.id})
SET n.name = row.name
WITH row
MATCH (p:Person {id: row.id})
SET p.name = row.name
