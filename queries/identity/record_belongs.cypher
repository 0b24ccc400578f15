// Records the account or person to which each mention belongs now, and moves its edges there.
// {kind}: Account or Person
// {starting}: the edge types that start at it
// {ending}: the edge types that end at it
// rows: told(mention, owner, why)
UNWIND $rows AS row
WITH row.told AS told
UNWIND range(0, size(told.mention) - 1) AS i
WITH told.mention[i] AS mention, told.owner[i] AS owner, told.why[i] AS why
MATCH (m:Mention {id: mention})-[n:NAMES]->(before)
SET n.why = why
WITH m, n, before, owner, why
WHERE before.id <> owner
MATCH (own:Mention {id: owner})
MERGE (now:{kind} {id: owner})
ON CREATE SET now.key = own.key, now.name = own.name
CREATE (m)-[:NAMES {why: why}]->(now)
DELETE n
WITH before, collect([m, now]) AS moved
CALL {
  WITH before
  WITH before
  WHERE NOT EXISTS { (before)--() }
  DELETE before
  RETURN count(*) AS emptied
}
WITH before, moved, emptied
WHERE emptied = 0
UNWIND moved AS each
WITH each[0] AS m, before, each[1] AS now
// each
CALL {
  WITH m, before, now
  MATCH (before)-[f:{starting} {mention: m.id}]->(end)
  CREATE (now)-[moved:{starting}]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
// end
// each
CALL {
  WITH m, before, now
  MATCH (before)<-[f:{ending} {other: m.id}]-(start)
  CREATE (now)<-[moved:{ending}]-(start)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
// end
WITH DISTINCT before
WHERE NOT EXISTS { (before)<-[:NAMES]-() }
DETACH DELETE before
