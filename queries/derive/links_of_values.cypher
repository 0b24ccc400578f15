// Derives the links of one relation from the properties of accounts that hold its traits' keys.
// {kind}: the kind of node that their values name
// {edge}: the edge type of the links
// $properties: the properties, with | between them
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})
OPTIONAL MATCH (a)-[old:{edge}]->()
DELETE old
WITH DISTINCT a
MATCH (a)<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WHERE said.property IN split($properties, '|')
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a, said.property AS property, head(collect(said.value)) AS key
MATCH (t:{kind} {key: key})
MERGE (a)-[:{edge}]->(t)
