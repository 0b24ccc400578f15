// The rows of the table link for one relation; of a link stated twice, the greater value counts.
// $relation: its name
// {edges}: the edge types that make it up
// {kind}: the kind of its traits
// $dated: whether they follow from edges alone
// gives: relation text, account integer, trait integer, value double, since date
MATCH (a:Account)-[f:{edges}]-(t:{kind})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
RETURN $relation AS relation, a.id AS account, t.id AS trait,
  max(coalesce(f.strength, 1)) AS value, CASE WHEN $dated THEN min(f.since) END AS since
