// Inserts rows that are nodes.
// {label}: their label
// {key}: the properties by which each is known
// {values}: their properties
// rows: *
UNWIND $rows AS row
MERGE (n:{label} {{key}})
SET {values}
