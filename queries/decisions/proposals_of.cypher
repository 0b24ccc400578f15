// The other accounts that may be the same as an account.
// $account: its id
// gives: reason text, name text, key text, account text
MATCH (:Account {id: $account})<-[:NAMES]-(:Mention)-[p:MAYBE_SAME_AS]-(:Mention)-[:NAMES]->(other:Account)
RETURN DISTINCT p.reason AS reason, p.name AS name, other.key AS key, other.name AS account
ORDER BY key, reason
