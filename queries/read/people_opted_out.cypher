// The people who asked not to be contacted, and those of one name at one company with them.
// gives: id integer
MATCH (p:Person)<-[:NAMES]-(m:Mention)<-[said:SAYS {property: 'opted_out'}]-(s:Source)
WITH p, m, s, said ORDER BY said.last_seen DESC, said.value DESC
WITH p, m, s, head(collect(said.value)) AS value
WHERE value = 'true'
WITH DISTINCT p
OPTIONAL MATCH (p)-[:WORKS_AT]->(:Account)<-[:WORKS_AT]-(other:Person)
WHERE EXISTS {
  (p)<-[:NAMES]-(:Mention)-[:CALLED {alias: false}]->(:Name)
    <-[:CALLED {alias: false}]-(:Mention)-[:NAMES]->(other)
}
WITH collect(DISTINCT p.id) + collect(DISTINCT other.id) AS ids
UNWIND ids AS id
RETURN DISTINCT id ORDER BY id
