// Forgets the proposals about these mentions.
// rows: id
UNWIND $rows AS row
MATCH (:Mention {id: row.id})-[p:MAYBE_SAME_AS]-()
DELETE p
