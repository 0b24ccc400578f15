// The names of these people, each with the keys of the accounts where they bear it or have or had a job.
// rows: id
// gives: id integer, clean text, place text
UNWIND $rows AS id
MATCH (p:Person {id: id})<-[:NAMES]-(:Mention)-[c:CALLED]->(n:Name)
CALL {
  WITH p
  MATCH (p)-[:WORKS_AT|WORKED_AT|HELD_JOB_AT]->(a:Account)
  RETURN a
  UNION
  WITH p
  MATCH (p)<-[:NAMES]-(:Mention)-[c:CALLED]->(:Name)
  MATCH (:Mention {kind: 'Account', key: c.place})-[:NAMES]->(a:Account)
  RETURN a
}
MATCH (a)<-[:NAMES]-(k:Mention)
RETURN DISTINCT id, n.clean AS clean, k.key AS place
ORDER BY id, clean, place
