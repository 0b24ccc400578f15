// Of these traits those that no account has or had by any source, nor a person where people have them.
// {trait}: the kinds of traits
// rows: id
// gives: id integer, kind text, key text
// each
UNWIND $rows AS id
MATCH (n:{trait} {id: id})
WHERE NOT EXISTS { (n)--(:Account) }
  AND ('{trait}' IN ['Deal', 'Signal', 'CaseStudy'] OR NOT EXISTS { (n)--(:Person) })
  AND NOT EXISTS { MATCH (:Source)-[:SAYS {value: n.key}]->(m) WHERE m.id <> n.id }
RETURN n.id AS id, '{trait}' AS kind, n.key AS key
UNION ALL
// end
UNWIND [] AS none
RETURN none AS id, none AS kind, none AS key
