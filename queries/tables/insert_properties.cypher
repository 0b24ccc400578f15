// Inserts rows that are properties of nodes.
// {label}: the label of the nodes
// {key}: the property by which each is found
// {values}: the properties
// rows: *
UNWIND $rows AS row
MATCH (n:{label} {{key}})
SET {values}
