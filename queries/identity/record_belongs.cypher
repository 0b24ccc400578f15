// Records to which account or person each mention belongs now, and moves what hangs on it.
// {kind}: Account or Person
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
CALL {
  WITH m, before, now
  MATCH (before)-[f:USES {mention: m.id}]->(end)
  CREATE (now)-[moved:USES]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:SPONSORED {mention: m.id}]->(end)
  CREATE (now)-[moved:SPONSORED]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:ATTENDED {mention: m.id}]->(end)
  CREATE (now)-[moved:ATTENDED]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:BACKED_BY {mention: m.id}]->(end)
  CREATE (now)-[moved:BACKED_BY]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:JOINED {mention: m.id}]->(end)
  CREATE (now)-[moved:JOINED]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:WORKS_AT {mention: m.id}]->(end)
  CREATE (now)-[moved:WORKS_AT]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:WORKED_AT {mention: m.id}]->(end)
  CREATE (now)-[moved:WORKED_AT]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)<-[f:WORKS_AT {other: m.id}]-(start)
  CREATE (now)<-[moved:WORKS_AT]-(start)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)<-[f:WORKED_AT {other: m.id}]-(start)
  CREATE (now)<-[moved:WORKED_AT]-(start)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:CUSTOMER_OF {mention: m.id}]->(end)
  CREATE (now)-[moved:CUSTOMER_OF]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:SHOWED {mention: m.id}]->(end)
  CREATE (now)-[moved:SHOWED]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:HAS_DEAL {mention: m.id}]->(end)
  CREATE (now)-[moved:HAS_DEAL]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:SUBSIDIARY_OF {mention: m.id}]->(end)
  CREATE (now)-[moved:SUBSIDIARY_OF]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)-[f:KNOWS {mention: m.id}]->(end)
  CREATE (now)-[moved:KNOWS]->(end)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)<-[f:SUBSIDIARY_OF {other: m.id}]-(start)
  CREATE (now)<-[moved:SUBSIDIARY_OF]-(start)
  SET moved = properties(f)
  DELETE f
}
WITH m, before, now
CALL {
  WITH m, before, now
  MATCH (before)<-[f:KNOWS {other: m.id}]-(start)
  CREATE (now)<-[moved:KNOWS]-(start)
  SET moved = properties(f)
  DELETE f
}
WITH DISTINCT before
WHERE NOT EXISTS { (before)<-[:NAMES]-() }
DETACH DELETE before
