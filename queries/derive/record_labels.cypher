// Records the labels that a person gives.
// rows: mention, status, value, decided_on
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
SET m.label_status = row.status, m.label_value = row.value, m.labelled_on = date(row.decided_on)
