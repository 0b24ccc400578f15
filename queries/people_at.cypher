// Who works at an account, and which colleagues know them? Not who asked not to be written to.
// $account: its id
// gives: person text, title text, known_by text
MATCH (:Account {id: $account})<-[job:WORKS_AT]-(p:Person)
WHERE job.until IS NULL OR job.until > job.last_seen
WITH p, max(job.role) AS title
OPTIONAL MATCH (p)<-[:NAMES]-(m:Mention)<-[said:SAYS {property: 'opted_out'}]-(s:Source)
WITH p, title, m, s, said ORDER BY said.last_seen DESC, said.value DESC
WITH p, title, m, s, head(collect(said.value)) AS value
WITH p, title, collect(value) AS values
WHERE NOT 'true' IN values
OPTIONAL MATCH (colleague:Person)-[:KNOWS]->(p)
WITH p, title, colleague ORDER BY colleague.name
WITH p, title, collect(DISTINCT colleague.name) AS names
RETURN p.name AS person, title,
  CASE WHEN size(names) = 0 THEN null
    ELSE reduce(all = head(names), each IN tail(names) | all + '; ' + each) END AS known_by
ORDER BY known_by IS NULL, person, title
