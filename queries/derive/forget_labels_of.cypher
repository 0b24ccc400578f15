// Forgets the labels that people gave to these accounts.
// rows: id
UNWIND $rows AS id
MATCH (:Account {id: id})<-[:NAMES]-(m:Mention)
REMOVE m.label_status, m.label_value, m.labelled_on, m.label_chosen_by
