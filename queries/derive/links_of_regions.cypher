// Derives in which region accounts are: the one that a source states, else that of their country.
// $regions: by country's code the key of its region, as DE=europe, with | between them
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})
SET a.region = null
WITH a
OPTIONAL MATCH (a)-[old:IN_REGION]->()
DELETE old
WITH DISTINCT a
OPTIONAL MATCH (a)<-[:NAMES]-(:Mention)<-[said:SAYS {property: 'region'}]-(:Source)
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a, head(collect(said.value)) AS stated
WITH a, coalesce(stated, head([each IN split($regions, '|')
  WHERE left(each, 3) = a.country + '=' | substring(each, 3)])) AS key
MATCH (t:Region {key: key})
MERGE (a)-[:IN_REGION]->(t)
SET a.region = t.name
