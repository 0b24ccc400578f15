// The rows of the table node; accounts and people are there by their mentions.
// {traits}: the kinds of all other nodes
// gives: id integer, kind text, key text, name text
MATCH (m:Mention)
RETURN m.id AS id, m.kind AS kind, m.key AS key, m.name AS name
UNION ALL
MATCH (t:{traits})
RETURN t.id AS id, head(labels(t)) AS kind, t.key AS key, t.name AS name
