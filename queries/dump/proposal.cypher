// What does the table proposal hold, all of it? For comparing stores and moving them.
// gives: a integer, b integer, reason text, name text
MATCH (a:Mention)-[p:MAYBE_SAME_AS]->(b:Mention)
RETURN a.id AS a, b.id AS b, p.reason AS reason, p.name AS name
