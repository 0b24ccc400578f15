// What these accounts have as one property.
// $property: its name
// rows: id
// gives: account integer, value text
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(:Mention)<-[said:SAYS {property: $property}]-(:Source)
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a.id AS account, head(collect(said.value)) AS value
RETURN account, value ORDER BY account
UNION
UNWIND $rows AS id
MATCH (a:Account {id: id})
WHERE $property IN a.deal_numbers
UNWIND range(0, size(a.deal_numbers) - 1) AS i
WITH a, i WHERE a.deal_numbers[i] = $property
RETURN a.id AS account, a.deal_values[i] AS value ORDER BY account
