// The keys of the accounts to which the mentions of these keys belong.
// rows: key
// gives: key text, other text
UNWIND $rows AS key
MATCH (:Mention {kind: 'Account', key: key})-[:NAMES]->(a:Account)
MATCH (a)<-[:NAMES]-(k:Mention)
RETURN key, k.key AS other
ORDER BY key, other
