// What this database holds of a store, and what no store made.
// {labels}: the labels of a store's nodes, all but its marker's
// gives: schema_version integer, unfinished boolean, foreign text
OPTIONAL MATCH (g:GraphICP)
WITH g
OPTIONAL MATCH (n:{labels})
WHERE g IS NULL
WITH g, head(labels(n)) AS foreign LIMIT 1
RETURN g.schema_version AS schema_version, coalesce(g.unfinished, false) AS unfinished, foreign
