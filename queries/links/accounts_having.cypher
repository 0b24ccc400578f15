// How many accounts have each trait of one relation?
// {edges}: the edge types that make it up
// {kind}: the kind of its traits
// gives: id integer, accounts integer
MATCH (t:{kind})-[f:{edges}]-(a:Account)
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
RETURN t.id AS id, count(DISTINCT a) AS accounts
