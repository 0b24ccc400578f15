// Of which companies and people does a source say something?
// $source: its name
// gives: id integer
MATCH (:Source {name: $source})-[:SAYS]->(m:Mention)
RETURN DISTINCT m.id AS id ORDER BY id
