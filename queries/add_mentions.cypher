// Adds ways of naming accounts or people; each means one of its own until it is resolved.
// $kind: Account or Person
// {kind}: the same, as the label of what is meant
// rows: id, key, name
// gives: made integer
UNWIND $rows AS row
MERGE (m:Mention {kind: $kind, key: row.key})
ON CREATE SET m.id = row.id, m.name = row.name
WITH m, row
WHERE m.id = row.id
MERGE (one:{kind} {id: row.id})
ON CREATE SET one.key = row.key, one.name = row.name
MERGE (m)-[n:NAMES]->(one)
ON CREATE SET n.why = 'key'
WITH count(*) AS made, max(row.id) AS last
MATCH (g:GraphICP)
SET g.last_id = CASE WHEN last > g.last_id THEN last ELSE g.last_id END
RETURN made
