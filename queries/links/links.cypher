// The links of one relation; where a store has a link twice, the greater value counts.
// {edges}: the edge types that make up the relation
// {kind}: the kind of its traits
// gives: account integer each, trait integer, value double each
MATCH (a:Account)-[f:{edges}]-(t:{kind})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
WITH t, collect(CASE WHEN f.strength IS NULL THEN a.id END) AS accounts,
  collect(CASE WHEN f.strength IS NOT NULL THEN [a.id, f.strength] END) AS valued
RETURN accounts + [each IN valued | each[0]] AS account, t.id AS trait,
  CASE WHEN size(valued) = 0 THEN 1
    ELSE [each IN accounts | 1.0] + [each IN valued | each[1]] END AS value
