// Which of these keys of one kind have nodes, with which ids and names?
// $kind: the kind
// {kind}: the same, as the label of nodes that have one key
// rows: key
// gives: id integer, key text, name text
UNWIND $rows AS row
OPTIONAL MATCH (m:Mention {kind: $kind, key: row.key})
OPTIONAL MATCH (t:{kind} {key: row.key})
WITH row, coalesce(m, t) AS n
WHERE n IS NOT NULL
RETURN n.id AS id, row.key AS key, n.name AS name
