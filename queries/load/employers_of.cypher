// The accounts at which the people of these mentions work or worked.
// rows: id
// gives: id integer
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[:NAMES]->(:Person)-[job:WORKS_AT|WORKED_AT]->(a:Account)
WHERE job.mention = m.id
RETURN DISTINCT a.id AS id
