// The people who work at these accounts, and the colleagues who know them and refuse no path.
// rows: id
// gives: account integer, id integer, person text, title text, known_by text[]
UNWIND $rows AS account
MATCH (:Account {id: account})<-[job:WORKS_AT]-(p:Person)
WHERE job.until IS NULL OR job.until > job.last_seen
WITH account, p, max(job.role) AS title
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
WITH account, p, title, coalesce(name, p.name) AS person
OPTIONAL MATCH (colleague:Person)-[:KNOWS|RATES|MAILS|MEETS]->(p)
WHERE colleague <> p AND NOT EXISTS {
  MATCH (colleague)<-[:NAMES]-(:Mention)-[:INTRODUCTION {result: 'never'}]-(:Mention)-[:NAMES]->(p)
}
WITH account, p, title, person, colleague ORDER BY colleague.name
WITH account, p, title, person, collect(DISTINCT colleague.name) AS known_by
RETURN account, p.id AS id, person, title, known_by
ORDER BY account, size(known_by) = 0, person, title
