// The people whose names contain this text or begin as it does, for suggestions.
// $part: the text, lower case
// $beginning: its first letters
// gives: id integer, name text
MATCH (m:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
WHERE toLower(m.name) CONTAINS $part OR toLower(m.name) STARTS WITH $beginning
RETURN DISTINCT p.id AS id, m.name AS name
ORDER BY name, id
LIMIT 500
