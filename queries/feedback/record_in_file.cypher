// Records what a file said last of accounts of which something else counts.
// rows: id, in_file
UNWIND $rows AS row
MATCH (:Account {id: row.id})<-[:NAMES]-(m:Mention)
WHERE m.feedback_status IS NOT NULL
SET m.feedback_in_file = row.in_file
