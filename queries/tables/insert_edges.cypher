// Inserts rows that are edges.
// {label}: the label of the nodes at both ends
// {type}: the edge type
// {start}: the column of the id at which each starts
// {end}: the column of the id at which each ends
// {key}: the properties that tell apart edges between the same two
// {values}: their properties
// rows: *
UNWIND $rows AS row
MATCH (a:{label} {id: row.{start}})
MATCH (b:{label} {id: row.{end}})
MERGE (a)-[n:{type} {{key}}]->(b)
SET {values}
