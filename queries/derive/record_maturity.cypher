// Records how mature accounts are in technology, in place of what was recorded before.
// rows: id, other
UNWIND $rows AS row
MATCH (a:Account {id: row.id})
OPTIONAL MATCH (a)-[old:OF_MATURITY]->()
DELETE old
WITH DISTINCT a, row.other AS trait
MATCH (m:Maturity {id: trait})
MERGE (a)-[:OF_MATURITY]->(m)
