// Deletes all rows that are properties of nodes.
// {label}: the label of the nodes
// {mark}: a property that every row has
// {properties}: the properties
MATCH (n:{label})
WHERE n.{mark} IS NOT NULL
REMOVE {properties}
