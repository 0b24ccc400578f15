// Lets what the team said of these accounts no longer make their status.
// rows: id
UNWIND $rows AS id
MATCH (:Account {id: id})<-[:NAMES]-(m:Mention)
REMOVE m.feedback_makes
