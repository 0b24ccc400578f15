// To which accounts or people do these mentions belong now?
// rows: id
// gives: id integer
UNWIND $rows AS row
MATCH (:Mention {id: row.id})-[:NAMES]->(owner)
RETURN DISTINCT owner.id AS id
