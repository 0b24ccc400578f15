// The level and the department of these people in the words of sources, the latest of each.
// rows: id
// gives: id integer, seniority text, department text
UNWIND $rows AS row
MATCH (p:Person {id: row})<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WHERE said.property IN ['seniority', 'department']
WITH p, said ORDER BY said.last_seen DESC, said.value DESC
RETURN p.id AS id,
  head(collect(CASE WHEN said.property = 'seniority' THEN said.value END)) AS seniority,
  head(collect(CASE WHEN said.property = 'department' THEN said.value END)) AS department
ORDER BY id
