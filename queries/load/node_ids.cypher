// The nodes of these kinds and keys, with their ids and names.
// {trait}: the kinds that occur except accounts and people, which are known by their mentions
// rows: kind, nodes(key)
// gives: id integer each, kind text each, key text each, name text each
UNWIND $rows AS row
WITH row
WHERE row.kind IN ['Account', 'Person']
UNWIND row.nodes.key AS key
MATCH (n:Mention {kind: row.kind, key: key})
WITH collect(n) AS found
RETURN [n IN found | n.id] AS id, [n IN found | n.kind] AS kind, [n IN found | n.key] AS key,
  [n IN found | n.name] AS name
// each
UNION ALL
UNWIND $rows AS row
WITH row
WHERE row.kind = '{trait}'
UNWIND row.nodes.key AS key
MATCH (n:{trait} {key: key})
WITH collect(n) AS found
RETURN [n IN found | n.id] AS id, '{trait}' AS kind, [n IN found | n.key] AS key,
  [n IN found | n.name] AS name
// end
