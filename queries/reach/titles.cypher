// What these people are where they work, by the latest word on it.
// rows: id
// gives: person integer, account integer, title text
UNWIND $rows AS row
MATCH (p:Person {id: row})-[job:WORKS_AT]->(a:Account)
WHERE job.role IS NOT NULL
WITH p, a, job ORDER BY job.last_seen DESC, job.role DESC
RETURN p.id AS person, a.id AS account, collect(job.role)[0] AS title
ORDER BY person, account
