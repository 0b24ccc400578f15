// The people who have an e-mail address at these domains.
// rows: domain
// gives: id integer each
UNWIND $rows AS domain
MATCH (m:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
WHERE m.key STARTS WITH 'email:' AND (m.key ENDS WITH '@' + domain OR m.key ENDS WITH '.' + domain)
WITH DISTINCT p.id AS id ORDER BY id
RETURN collect(id) AS id
