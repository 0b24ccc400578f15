// What does the table belongs hold, all of it? For comparing stores and moving them.
// gives: mention integer, owner integer, why text
MATCH (m:Mention)-[n:NAMES]->(owner)
RETURN m.id AS mention, owner.id AS owner, n.why AS why
