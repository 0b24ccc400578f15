// The accounts or people to which these mentions belong now.
// rows: id
// gives: id integer each
UNWIND $rows AS id
MATCH (:Mention {id: id})-[:NAMES]->(owner)
RETURN collect(DISTINCT owner.id) AS id
