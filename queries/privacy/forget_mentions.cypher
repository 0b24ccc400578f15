// Forgets these mentions, and everything that is said of them.
// rows: id
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[:NAMES]->(owner)
CALL {
  WITH m
  MATCH (t:TagDecision {mention: m.id})
  DELETE t
}
CALL {
  WITH m, owner
  MATCH (owner)-[f]-()
  WHERE f.mention = m.id OR f.other = m.id
  WITH DISTINCT f
  DELETE f
}
OPTIONAL MATCH (m)-[:CALLED]->(n:Name)
OPTIONAL MATCH (m)<-[:SAYS]-(s:Source)
WITH m, owner, collect(DISTINCT n) AS names, collect(DISTINCT s) AS sources
DETACH DELETE m
WITH collect(DISTINCT owner) AS owners, collect(names) AS names, collect(sources) AS sources
CALL {
  WITH owners
  UNWIND owners AS owner
  WITH owner
  WHERE NOT EXISTS { (owner)<-[:NAMES]-() }
  DETACH DELETE owner
}
CALL {
  WITH names
  UNWIND names AS some
  UNWIND some AS n
  WITH DISTINCT n
  WHERE NOT EXISTS { (n)<-[:CALLED]-() }
  DELETE n
}
CALL {
  WITH sources
  UNWIND sources AS some
  UNWIND some AS s
  WITH DISTINCT s
  WHERE NOT EXISTS { (s)-[:SAYS]->() }
  DELETE s
}
