// What these accounts have as one property.
// $property: its name
// rows: id
// gives: account integer, value text
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(:Mention)<-[said:SAYS {property: $property}]-(:Source)
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a.id AS account, head(collect(said.value)) AS value
RETURN account, value ORDER BY account
