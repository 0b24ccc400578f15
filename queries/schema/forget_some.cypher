// Forgets some nodes of a label and their edges; several calls forget a store.
// {label}: the label
// $most: how many at a time
// gives: made integer
MATCH (n:{label})
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS made
