// The links of these accounts in one relation.
// {edges}: the edge types that make up the relation
// {kind}: the kind of its traits
// rows: id
// gives: account integer, trait integer, value double
UNWIND $rows AS id
MATCH (a:Account {id: id})-[f:{edges}]-(t:{kind})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
RETURN a.id AS account, t.id AS trait, max(coalesce(f.strength, 1)) AS value
