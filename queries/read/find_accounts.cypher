// The accounts with this text in a name, an alias or a key.
// $part: the text, lower case
// $clean: the text as a cleaned name
// gives: key text, name text, domain text, status text, country text, industry text, size text, employees bigint, mentions integer
MATCH (a:Account)
WHERE toLower(a.name) CONTAINS $part OR EXISTS {
    (a)<-[:NAMES]-(m:Mention)
    WHERE m.key CONTAINS $part OR ($clean <> '' AND EXISTS {
      (m)-[:CALLED]->(n:Name) WHERE n.clean CONTAINS $clean
    })
  }
RETURN a.key AS key, a.name AS name, a.domain AS domain, a.status AS status,
  a.country AS country, a.industry AS industry, a.size AS size, a.employees AS employees,
  COUNT { (a)<-[:NAMES]-() } AS mentions
ORDER BY name, key
