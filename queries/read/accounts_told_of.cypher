// Of which accounts does each source tell that names technologies, people, competitors or signals?
// gives: account integer, kind text each, source text each
MATCH (a:Account)-[f:USES|CUSTOMER_OF|WORKS_AT|SHOWED]-()
WITH DISTINCT a, type(f) AS kind, f.source AS source
ORDER BY kind, source
WITH a, collect(kind) AS kinds, collect(source) AS sources
RETURN a.id AS account, kinds AS kind, sources AS source
ORDER BY account
