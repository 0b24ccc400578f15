// By which traits were customers chosen?
// gives: chosen_by text
MATCH (m:Mention {label_status: 'customer'})
WHERE m.label_chosen_by IS NOT NULL
RETURN DISTINCT m.label_chosen_by AS chosen_by
ORDER BY chosen_by
