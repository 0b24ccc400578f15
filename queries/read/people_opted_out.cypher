// The people who asked not to be contacted, by the latest statement of any source.
// gives: id integer
MATCH (p:Person)<-[:NAMES]-(m:Mention)<-[said:SAYS {property: 'opted_out'}]-(s:Source)
WITH p, m, s, said ORDER BY said.last_seen DESC, said.value DESC
WITH p, m, s, head(collect(said.value)) AS value
WHERE value = 'true'
RETURN DISTINCT p.id AS id ORDER BY id
