// Which of these keys of one kind have nodes, with which ids and names?
// $kind: the kind
// {kind}: the same, as the label of nodes that have one key
// rows: key
// gives: id integer each, key text each, name text each
UNWIND $rows AS key
OPTIONAL MATCH (m:Mention {kind: $kind, key: key})
OPTIONAL MATCH (t:{kind} {key: key})
WITH key, coalesce(m, t) AS n
WHERE n IS NOT NULL
WITH collect([n.id, key, n.name]) AS found
RETURN [each IN found | each[0]] AS id, [each IN found | each[1]] AS key,
  [each IN found | each[2]] AS name
