// The people who are known by a name at a company alone, without address, profile or id.
// gives: id integer each
MATCH (p:Person)
WHERE NOT EXISTS { MATCH (p)<-[:NAMES]-(m:Mention) WHERE NOT m.key STARTS WITH 'name:' }
RETURN collect(p.id) AS id
