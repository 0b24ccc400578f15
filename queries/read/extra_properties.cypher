// What is known of these accounts under property names that the model does not have.
// $known: the names that the model has, separated by commas
// rows: id
// gives: account integer, property text, value text
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WHERE NOT said.property IN split($known, ',')
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a.id AS account, said.property AS property, head(collect(said.value)) AS value
RETURN account, property, value ORDER BY account, property
UNION
UNWIND $rows AS id
MATCH (a:Account {id: id})
WHERE a.deal_numbers IS NOT NULL
UNWIND range(0, size(a.deal_numbers) - 1) AS i
WITH a.id AS account, a.deal_numbers[i] AS property, a.deal_values[i] AS value
WHERE NOT property IN split($known, ',')
RETURN account, property, value ORDER BY account, property
