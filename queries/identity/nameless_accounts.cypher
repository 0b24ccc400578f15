// The number of accounts known by an id alone, without a domain or a name.
// gives: n integer
MATCH (a:Account)
WHERE a.domain IS NULL AND NOT a.key STARTS WITH 'name:'
  AND NOT EXISTS { (a)<-[:NAMES]-(:Mention)-[:CALLED]->(:Name) }
RETURN count(*) AS n
