// The people who work at an account, and the colleagues who know them.
// $account: its id
// gives: id integer, person text, title text, known_by text
MATCH (:Account {id: $account})<-[job:WORKS_AT]-(p:Person)
WHERE job.until IS NULL OR job.until > job.last_seen
WITH p, max(job.role) AS title
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
WITH p, title, coalesce(name, p.name) AS person
OPTIONAL MATCH (colleague:Person)-[:KNOWS|RATES|MAILS|MEETS]->(p)
WITH p, title, person, colleague ORDER BY colleague.name
WITH p, title, person, collect(DISTINCT colleague.name) AS names
RETURN p.id AS id, person, title,
  CASE WHEN size(names) = 0 THEN null
    ELSE reduce(all = head(names), each IN tail(names) | all + '; ' + each) END AS known_by
ORDER BY known_by IS NULL, person, title
