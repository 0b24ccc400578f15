// The people who have this cleaned name, or one of these keys.
// $clean: the name as names are compared
// rows: key
// gives: id integer, key text, name text
CALL {
  UNWIND $rows AS row
  MATCH (:Mention {kind: 'Person', key: row})-[:NAMES]->(p:Person)
  RETURN p
  UNION
  MATCH (:Name {clean: $clean})<-[:CALLED {alias: false}]-(:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
  RETURN p
}
RETURN DISTINCT p.id AS id, p.key AS key, p.name AS name
ORDER BY key
