// The people who work at these accounts.
// rows: id
// gives: account integer, id integer, title text
UNWIND $rows AS account
MATCH (:Account {id: account})<-[job:WORKS_AT]-(p:Person)
WHERE job.until IS NULL OR job.until > job.last_seen
RETURN account, p.id AS id, max(job.role) AS title
ORDER BY account, id
