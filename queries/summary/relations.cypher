// The numbers of links, traits and known accounts of a relation.
// {edges}: the edge types that make up the relation
// {kind}: the kind of its traits
// gives: links integer, traits integer, accounts integer
MATCH (a:Account)-[f:{edges}]-(t:{kind})
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
WITH DISTINCT a, t
RETURN count(*) AS links, count(DISTINCT t) AS traits, count(DISTINCT a) AS accounts
