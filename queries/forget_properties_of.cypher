// Forgets what a source said of nodes.
// $source: its name
// rows: id
UNWIND $rows AS id
MATCH (:Source {name: $source})-[said:SAYS]->(:Mention {id: id})
DELETE said
