// What these people are called.
// $placeholders: the pattern of names that name nobody, such as test account
// rows: id
// gives: id integer, name text
UNWIND $rows AS row
MATCH (p:Person {id: row})
CALL {
  // The name that most sources bear; placeholders and names in capitals last.
  WITH p
  OPTIONAL MATCH (p)<-[:NAMES]-(:Mention)-[c:CALLED {alias: false}]->(:Name)
  WITH c.name AS name, count(DISTINCT c.source) AS sources, max(c.last_seen) AS latest
  WITH name, sources, latest, toLower(name) =~ $placeholders
    OR (name = toUpper(name) AND name <> toLower(name)) AS odd
  ORDER BY odd, sources DESC, latest DESC, name
  RETURN head(collect(name)) AS name
}
RETURN p.id AS id, coalesce(name, p.name) AS name
ORDER BY id
