// Of which kinds of edges that tell of signals are there any? Jobs that ended count as jobs.
// gives: kind text
CALL {
  MATCH ()-[:CUSTOMER_OF]->() RETURN 'CUSTOMER_OF' AS kind LIMIT 1
  UNION
  MATCH ()-[:SHOWED]->() RETURN 'SHOWED' AS kind LIMIT 1
  UNION
  MATCH ()-[:USES]->() RETURN 'USES' AS kind LIMIT 1
  UNION
  MATCH ()-[:WORKS_AT]->() RETURN 'WORKS_AT' AS kind LIMIT 1
  UNION
  MATCH ()-[:WORKED_AT]->() RETURN 'WORKS_AT' AS kind LIMIT 1
}
RETURN kind ORDER BY kind
