// The people whose e-mail addresses have other spellings: with a plus, or of a provider that passes over dots.
// gives: key text, id integer
MATCH (m:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
WHERE (m.key STARTS WITH 'email:' AND m.key CONTAINS '+')
  OR m.key ENDS WITH '@gmail.com'
  OR m.key ENDS WITH '@googlemail.com'
RETURN m.key AS key, p.id AS id ORDER BY key
