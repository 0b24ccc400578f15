// What these accounts have as some properties.
// $properties: their names, separated by |
// rows: id
// gives: account integer, property text, value text
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WHERE said.property IN split($properties, '|')
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a.id AS account, said.property AS property, head(collect(said.value)) AS value
RETURN account, property, value ORDER BY account, property
