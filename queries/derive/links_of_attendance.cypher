// Derives the events that accounts attended through people who still work there.
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})
OPTIONAL MATCH (a)-[old:SENT_SOMEONE_TO]->()
DELETE old
WITH DISTINCT a
MATCH (a)<-[job:WORKS_AT]-(p:Person)-[joined:JOINED]->(e:Event)
WHERE (job.until IS NULL OR job.until > job.last_seen)
  // Who rose there began the present job after the former one.
  AND NOT EXISTS {
    MATCH (p)-[gone:WORKED_AT]->(a)
    WHERE job.since IS NULL OR job.since <= coalesce(gone.since, gone.until)
  }
WITH a, e, max(coalesce(joined.strength, 1.0)) AS strength
MERGE (a)-[s:SENT_SOMEONE_TO]->(e)
SET s.strength = strength
