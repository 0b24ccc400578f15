// The people who bear these cleaned names.
// rows: clean
// gives: clean text, id integer
UNWIND $rows AS clean
MATCH (:Name {clean: clean})<-[:CALLED]-(:Mention {kind: 'Person'})-[:NAMES]->(p:Person)
RETURN DISTINCT clean, p.id AS id
ORDER BY clean, id
