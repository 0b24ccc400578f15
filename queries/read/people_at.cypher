// The people who work at these accounts, and the colleagues (ids) who know them and refuse no path.
// rows: id
// gives: account integer, id integer, title text, known_by integer[]
UNWIND $rows AS account
MATCH (:Account {id: account})<-[job:WORKS_AT]-(p:Person)
WHERE job.until IS NULL OR job.until > job.last_seen
WITH account, p, max(job.role) AS title
OPTIONAL MATCH (colleague:Person)-[:KNOWS|RATES|MAILS|MEETS]->(p)
WHERE colleague <> p AND NOT EXISTS {
  MATCH (colleague)<-[:NAMES]-(:Mention)-[:INTRODUCTION {result: 'never'}]-(:Mention)-[:NAMES]->(p)
}
WITH account, p, title, colleague ORDER BY colleague.id
WITH account, p, title, collect(DISTINCT colleague.id) AS known_by
RETURN account, p.id AS id, title, known_by
ORDER BY account, id
