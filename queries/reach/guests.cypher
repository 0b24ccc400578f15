// The people at the events at which these were too, and when each event was.
// rows: id
// gives: person integer, event integer, name text, day date
UNWIND $rows AS row
MATCH (:Person {id: row})-[mine:JOINED]->(e:Event)
WHERE mine.ended IS NULL
WITH DISTINCT e
OPTIONAL MATCH (e)<-[said:SAYS {property: 'date'}]-(:Source)
WITH e, said ORDER BY said.last_seen DESC, said.value DESC
WITH e, head(collect(said.value)) AS told
// A text that is no day of the calendar says nothing.
WITH e, CASE WHEN told =~ '\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29'
  THEN date(told) END AS happened
MATCH (p:Person)-[f:JOINED]->(e)
WHERE f.ended IS NULL
RETURN p.id AS person, e.id AS event, e.name AS name,
  max(coalesce(happened, f.since, f.last_seen)) AS day
ORDER BY event, person
