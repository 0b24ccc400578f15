// The domains and pages on rows with several ids of one system: whose each is, and these ids.
// gives: address text, system text, id text, account text, key text, whose boolean
MATCH (address:Mention)-[s:SAME_AS]-(id:Mention)
WHERE split(address.key, ':')[0] IN ['domain', 'linkedin']
  AND NOT split(id.key, ':')[0] IN ['domain', 'linkedin', 'name', 'id']
  AND NOT s.decided AND s.reason IN ['same row', 'same id']
WITH address, split(id.key, ':')[0] AS system, collect(DISTINCT id) AS ids
WHERE size(ids) > 1
UNWIND ids AS id
MATCH (id)-[:NAMES]->(account:Account)
MATCH (address)-[:NAMES]->(own:Account)
RETURN address.key AS address, system, id.key AS id, account.name AS account, account.key AS key,
  account = own AS whose
ORDER BY address, system, NOT whose, account, id
