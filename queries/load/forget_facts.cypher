// Forgets edges of one type that a source states.
// {kind}: the edge type
// $source: its name
// rows: mention, other
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
MATCH (start)-[f:{kind} {mention: row.mention, source: $source}]->(end)
WHERE coalesce(f.other, end.id) = row.other
DELETE f
