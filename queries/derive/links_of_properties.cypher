// Derives the links of one relation from a property of accounts; of industries and topics all.
// {property}: the property
// {kind}: the kind of node that its values name
// {edge}: the edge type of the links
// $property: the property
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})
SET a.{property} = null
WITH a
OPTIONAL MATCH (a)-[old:{edge}]->()
DELETE old
WITH DISTINCT a
MATCH (a)<-[:NAMES]-(m:Mention)<-[said:SAYS {property: $property}]-(s:Source)
WITH a, m, s, max(said.last_seen) AS last_seen, collect(said) AS told
UNWIND [said IN told WHERE said.last_seen = last_seen] AS said
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a, collect(DISTINCT said.value) AS keys
UNWIND CASE WHEN $property IN ['industry', 'topic_keys'] THEN keys ELSE keys[..1] END AS told
// Several keys have blanks between them.
UNWIND split(told, ' ') AS key
WITH DISTINCT a, key
MATCH (t:{kind} {key: key})
MERGE (a)-[:{edge}]->(t)
WITH a, t WHERE $property <> 'topic_keys'
WITH a, t ORDER BY t.name
WITH a, collect(t.name) AS names
SET a.{property} = reduce(all = head(names), each IN tail(names) | all + '; ' + each)
