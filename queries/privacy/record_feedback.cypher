// Records the texts of what the team said of companies anew.
// rows: mention, reason, said_by, in_file
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
SET m.feedback_reason = row.reason, m.feedback_said_by = row.said_by,
  m.feedback_in_file = row.in_file
