// The accounts at which these people work or worked, with what is known of their sizes.
// rows: id
// gives: id integer, employees bigint, size text
UNWIND $rows AS id
MATCH (:Person {id: id})-[:WORKS_AT|WORKED_AT|HELD_JOB_AT]->(a:Account)
RETURN DISTINCT a.id AS id, a.employees AS employees, a.size AS size
