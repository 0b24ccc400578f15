// Forgets the labels that people gave.
MATCH (m:Mention)
WHERE m.label_status IS NOT NULL
REMOVE m.label_status, m.label_value, m.labelled_on
