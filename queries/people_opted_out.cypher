// Which people asked not to be written to? The latest word counts.
// gives: id integer
MATCH (p:Person)<-[:NAMES]-(:Mention)<-[said:SAYS {property: 'opted_out'}]-(:Source)
WITH p, said ORDER BY said.last_seen DESC, said.value DESC
WITH p, head(collect(said.value)) AS value
WHERE value = 'true'
RETURN p.id AS id ORDER BY id
