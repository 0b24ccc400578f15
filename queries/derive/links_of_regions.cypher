// Derives in which region accounts are: the one that a source states, else that of their country.
// $regions: by country's code the key of its region, as DE=europe, with | between them
// rows: id
WITH split($regions, '|') AS regions
UNWIND $rows AS id
MATCH (a:Account {id: id})
SET a.region = null
WITH a, regions
OPTIONAL MATCH (a)-[old:IN_REGION]->()
DELETE old
WITH DISTINCT a, regions
OPTIONAL MATCH (a)<-[:NAMES]-(:Mention)<-[said:SAYS {property: 'region'}]-(:Source)
WITH a, regions, said ORDER BY said.last_seen DESC, said.value
WITH a, regions, head(collect(said.value)) AS stated
WITH a, coalesce(stated, head([each IN regions
  WHERE left(each, 3) = a.country + '=' | substring(each, 3)])) AS key
MATCH (t:Region {key: key})
MERGE (a)-[:IN_REGION]->(t)
SET a.region = t.name
