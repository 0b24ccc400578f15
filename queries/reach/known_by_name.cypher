// Which of these people are known by a name at a company alone, without address, profile or id.
// rows: id
// gives: id integer each
UNWIND $rows AS row
MATCH (p:Person {id: row})
WHERE NOT EXISTS { MATCH (p)<-[:NAMES]-(m:Mention) WHERE NOT m.key STARTS WITH 'name:' }
RETURN collect(p.id) AS id
