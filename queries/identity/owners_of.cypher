// To which accounts or people do these mentions belong now?
// rows: id
// gives: id integer each
UNWIND $rows AS id
MATCH (:Mention {id: id})-[:NAMES]->(owner)
RETURN collect(DISTINCT owner.id) AS id
