// Forgets the proposals about these mentions.
// rows: id
UNWIND $rows AS id
MATCH (:Mention {id: id})-[p:MAYBE_SAME_AS]-()
DELETE p
