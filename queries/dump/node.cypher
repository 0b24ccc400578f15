// What does the table node hold, all of it? For comparing stores and moving them.
// gives: id integer, kind text, key text, name text
MATCH (m:Mention)
RETURN m.id AS id, m.kind AS kind, m.key AS key, m.name AS name
UNION ALL
MATCH (t:Technology|Event|Investor|Industry|Region|SizeBand|Competitor|Signal|Deal)
RETURN t.id AS id, head(labels(t)) AS kind, t.key AS key, t.name AS name
