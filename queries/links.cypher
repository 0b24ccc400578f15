// Which links are there in one relation? One record a trait, its values only where one is not 1.
// {edges}: the edge types that make up the relation
// {kind}: the kind of its traits
// gives: account integer each, trait integer, value double each
MATCH (a:Account)-[f:{edges}]-(t:{kind})
WITH t, a, max(coalesce(f.strength, 1)) AS value
WITH t, collect(a.id) AS accounts, collect(value) AS values
RETURN accounts AS account, t.id AS trait,
  CASE WHEN all(each IN values WHERE each = 1) THEN 1 ELSE values END AS value
