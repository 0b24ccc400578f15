// The rows of a table whose rows are nodes, or properties of nodes.
// {label}: the label of the nodes
// {mark}: a property that every row has
// {columns}: the properties as columns
// gives: *
MATCH (n:{label})
WHERE n.{mark} IS NOT NULL
RETURN {columns}
