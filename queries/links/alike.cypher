// The greatest cosine in one relation that an account can have to one whose traits these are.
// {edges}: the edge types that make up the relation
// {kind}: the kind of its traits
// rows: id, scale, weight
// gives: account integer, most double
UNWIND $rows AS row
MATCH (t:{kind} {id: row.id})-[f:{edges}]-(a:Account)
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
WITH a, row, max(coalesce(f.strength, 1)) AS value
WHERE value > 0
WITH a.id AS account, sum(value * row.scale * row.weight) AS product,
  sum((value * row.scale) ^ 2) AS square
// The other's row is at least as long as its links to these traits (Cauchy and Schwarz).
RETURN account, product / sqrt(square) AS most
