// Forgets what the team said of these accounts.
// rows: id
UNWIND $rows AS id
MATCH (:Account {id: id})<-[:NAMES]-(m:Mention)
REMOVE m.feedback_status, m.feedback_reason, m.feedback_said_on, m.feedback_until,
  m.feedback_said_by, m.feedback_makes, m.feedback_in_file
