// Adds nodes that accounts can share.
// {kind}: their kind
// rows: id, key, name
// gives: made integer
UNWIND $rows AS row
MERGE (t:{kind} {key: row.key})
ON CREATE SET t.id = row.id, t.name = row.name
WITH count(*) AS made, max(row.id) AS last
MATCH (g:GraphICP)
SET g.last_id = CASE WHEN last > g.last_id THEN last ELSE g.last_id END
RETURN made
