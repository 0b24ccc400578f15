// What these people are called.
// rows: id
// gives: id integer, key text, name text
UNWIND $rows AS row
MATCH (p:Person {id: row})
CALL {
  // The name that most sources bear; test words and names in capitals last.
  WITH p
  OPTIONAL MATCH (p)<-[:NAMES]-(:Mention)-[c:CALLED {alias: false}]->(:Name)
  WITH c.name AS name, count(DISTINCT c.source) AS sources, max(c.last_seen) AS latest
  WITH name, sources, latest, toLower(name) =~ '(?:my )?(?:test|tests|testing|tester|asdf\\w*|qwert\\w*|foo|bar|foobar|dummy|sample|example|demo|xx+|unknown|duplicate|do not use|delete ?me|tbd)(?: (?:account|company|firma|user|contact|person|name|inc|gmbh|\\d+))*'
    OR (name = toUpper(name) AND name <> toLower(name)) AS odd
  ORDER BY odd, sources DESC, latest DESC, name
  RETURN head(collect(name)) AS name
}
RETURN p.id AS id, p.key AS key, coalesce(name, p.name) AS name
ORDER BY id
