// Of which companies and people does a source say something?
// $source: its name
// gives: id integer, kind text
MATCH (:Source {name: $source})-[:SAYS]->(m:Mention)
RETURN DISTINCT m.id AS id, m.kind AS kind ORDER BY id
