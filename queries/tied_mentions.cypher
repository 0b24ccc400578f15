// Which mentions are tied to these, one step away, by an edge or by a shared cleaned name?
// rows: id
// $kind: Account or Person
// gives: id integer
UNWIND $rows AS row
MATCH (:Mention {id: row.id})-[:SAME_AS]-(other:Mention)
RETURN DISTINCT other.id AS id
UNION
UNWIND $rows AS row
MATCH (:Mention {id: row.id})-[:CALLED]->(n:Name)
WITH DISTINCT n
MATCH (n)<-[:CALLED]-(other:Mention {kind: $kind})
RETURN DISTINCT other.id AS id
