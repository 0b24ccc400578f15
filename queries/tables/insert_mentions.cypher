// Inserts mentions of accounts or people; each is an account or person of its own until resolved.
// $kind: Account or Person
// {kind}: the same, as the label of what is meant
// rows: nodes(id, key, name)
// gives: made integer
UNWIND $rows AS row
WITH row.nodes AS told
UNWIND range(0, size(told.id) - 1) AS i
WITH told.id[i] AS id, told.key[i] AS key, told.name[i] AS name
WHERE NOT EXISTS { (:Mention {kind: $kind, key: key}) }
CREATE (:Mention {id: id, kind: $kind, key: key, name: name})
  -[:NAMES]->(:{kind} {id: id, key: key, name: name})
WITH count(*) AS made, max(id) AS last
MATCH (g:GraphICP)
SET g.last_id = CASE WHEN last > g.last_id THEN last ELSE g.last_id END
RETURN made
