// These traits, with their keys and names.
// {trait}: the kinds of traits
// rows: id
// gives: id integer, kind text, key text, name text
// each
UNWIND $rows AS id
MATCH (n:{trait} {id: id})
RETURN n.id AS id, '{trait}' AS kind, n.key AS key, n.name AS name
UNION ALL
// end
UNWIND [] AS none
RETURN none AS id, none AS kind, none AS key, none AS name
