// What each source said last of these people, as some properties.
// $properties: their names, separated by |
// rows: id
// gives: id integer, property text, source text, value text
UNWIND $rows AS id
MATCH (p:Person {id: id})<-[:NAMES]-(:Mention)<-[said:SAYS]-(s:Source)
WHERE said.property IN split($properties, '|')
WITH p, s, said ORDER BY said.last_seen DESC, said.value DESC
WITH p.id AS id, said.property AS property, s.name AS source, head(collect(said.value)) AS value
RETURN id, property, source, value ORDER BY id, property, source
