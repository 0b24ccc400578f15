// Forgets what was decided of these tags of accounts, under any of their names.
// rows: id, tag
UNWIND $rows AS row
MATCH (:Account {id: row.id})<-[:NAMES]-(m:Mention)
MATCH (t:TagDecision {mention: m.id, tag: row.tag})
DELETE t
