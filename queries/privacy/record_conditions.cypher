// Records anew by which traits conditions chose customers.
// rows: mention, chosen_by
UNWIND $rows AS row
MATCH (m:Mention {id: row.mention})
SET m.label_chosen_by = row.chosen_by
