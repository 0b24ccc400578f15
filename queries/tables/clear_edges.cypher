// Deletes all rows that are edges.
// {type}: the edge type
MATCH ()-[n:{type}]->()
DELETE n
