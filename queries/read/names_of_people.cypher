// What are these people called?
// rows: id
// gives: id integer, person text
UNWIND $rows AS id
MATCH (p:Person {id: id})
CALL {
  // The name that most sources bear; names in capitals last.
  WITH p
  OPTIONAL MATCH (p)<-[:NAMES]-(:Mention)-[c:CALLED {alias: false}]->(:Name)
  WITH c.name AS name, count(DISTINCT c.source) AS sources, max(c.last_seen) AS latest
  WITH name, sources, latest, name = toUpper(name) AND name <> toLower(name) AS odd
  ORDER BY odd, sources DESC, latest DESC, name
  RETURN head(collect(name)) AS name
}
RETURN DISTINCT p.id AS id, coalesce(name, p.name) AS person
ORDER BY id
