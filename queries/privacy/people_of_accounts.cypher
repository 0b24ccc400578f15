// The people who have or had a job at these accounts or bear a name there, and whether elsewhere too.
// rows: id
// gives: id integer each, elsewhere boolean each
WITH $rows AS asked
CALL {
  WITH asked
  UNWIND asked AS id
  MATCH (:Account {id: id})<-[:WORKS_AT|WORKED_AT|HELD_JOB_AT]-(p:Person)
  RETURN p
  UNION
  WITH asked
  UNWIND asked AS id
  MATCH (:Account {id: id})<-[:NAMES]-(at:Mention)
  MATCH (m:Mention {kind: 'Person'})-[c:CALLED {place: at.key}]->(:Name)
  MATCH (m)-[:NAMES]->(p:Person)
  RETURN p
}
WITH asked, p, EXISTS {
    (p)-[:WORKS_AT|WORKED_AT|HELD_JOB_AT]->(a:Account) WHERE NOT a.id IN asked
  } OR EXISTS {
    MATCH (p)<-[:NAMES]-(:Mention)-[c:CALLED]->(:Name)
    MATCH (:Mention {kind: 'Account', key: c.place})-[:NAMES]->(a:Account)
    WHERE NOT a.id IN asked
  } AS elsewhere
ORDER BY p.id
RETURN collect(p.id) AS id, collect(elsewhere) AS elsewhere
