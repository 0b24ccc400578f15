// Forgets the links of these accounts that follow from properties and people.
// rows: id
UNWIND $rows AS id
MATCH (:Account {id: id})-[f:IN_INDUSTRY|IN_REGION|OF_SIZE|SENT_SOMEONE_TO]->()
DELETE f
