// The companies and people of whom a source says something.
// $source: its name
// gives: id integer, kind text
MATCH (:Source {name: $source})-[:SAYS]->(m:Mention)
RETURN DISTINCT m.id AS id, m.kind AS kind ORDER BY id
