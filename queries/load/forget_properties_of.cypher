// Forgets what a source said of nodes, but that people asked not to be written to.
// $source: its name
// rows: id
UNWIND $rows AS id
MATCH (:Source {name: $source})-[said:SAYS]->(:Mention {id: id})
WHERE said.property <> 'opted_out'
DELETE said
