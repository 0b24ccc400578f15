// The rows of a table whose rows are edges.
// {type}: the edge type
// {start}: the column of the id at which they start
// {end}: the column of the id at which they end
// {columns}: the properties as columns
// gives: *
MATCH (a)-[n:{type}]->(b)
RETURN a.id AS {start}, b.id AS {end}, {columns}
