// Records to which customers accounts are most alike, and how many points what they share adds.
// rows: account, customer, likeness, points, run
UNWIND $rows AS row
MATCH (a:Account {id: row.account})
MATCH (c:Account {id: row.customer})
MERGE (a)-[s:SIMILAR_TO]->(c)
SET s.likeness = row.likeness, s.points = row.points, s.run = row.run
