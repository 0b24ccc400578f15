// The people at the events at which these were too, and when each event was.
// rows: id
// gives: person integer, event integer, name text, day date
UNWIND $rows AS row
MATCH (:Person {id: row})-[mine:JOINED]->(e:Event)
WHERE mine.ended IS NULL
WITH DISTINCT e
OPTIONAL MATCH (e)<-[said:SAYS {property: 'date'}]-(:Source)
WITH e, said ORDER BY said.last_seen DESC, said.value DESC
WITH e, date(head(collect(said.value))) AS happened
MATCH (p:Person)-[f:JOINED]->(e)
WHERE f.ended IS NULL
RETURN p.id AS person, e.id AS event, e.name AS name,
  max(coalesce(happened, f.since, f.last_seen)) AS day
ORDER BY event, person
