// Forgets what a source said of nodes, except that people asked not to be contacted.
// $source: its name
// rows: id
UNWIND $rows AS id
MATCH (:Source {name: $source})-[said:SAYS]->(:Mention {id: id})
WHERE said.property <> 'opted_out'
DELETE said
