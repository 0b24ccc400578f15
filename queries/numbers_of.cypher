// Which numbers of other names than the model's are known of these accounts?
// $known: the names that the model has, separated by commas
// rows: id
// gives: account integer, property text, value text
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WHERE NOT said.property IN split($known, ',')
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a.id AS account, said.property AS property, head(collect(said.value)) AS value
RETURN account, property, value ORDER BY account, property
