// What does the table similar_to hold, all of it? For comparing stores and moving them.
// gives: account integer, customer integer, likeness double, points double, run integer
MATCH (a:Account)-[s:SIMILAR_TO]->(c:Account)
RETURN a.id AS account, c.id AS customer, s.likeness AS likeness, s.points AS points, s.run AS run
