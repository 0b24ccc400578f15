// The mentions tied to these, one step away, by an edge or by a shared cleaned name.
// rows: id
// $kind: Account or Person
// gives: id integer each
UNWIND $rows AS id
MATCH (:Mention {id: id})-[:SAME_AS]-(other:Mention)
RETURN collect(DISTINCT other.id) AS id
UNION
UNWIND $rows AS id
MATCH (:Mention {id: id})-[:CALLED]->(n:Name)
WITH DISTINCT n
MATCH (n)<-[:CALLED]-(other:Mention {kind: $kind})
RETURN collect(DISTINCT other.id) AS id
