// Of which accounts does each source tell that names technologies, people, competitors or signals?
// $as_of: the day; of jobs that ended, those that ended later count, as people who worked there
// $account: its id where one alone is asked about, else none
// gives: account integer, kind text each, source text each
MATCH (a:Account) WHERE $account IS NULL OR a.id = $account
MATCH (a)-[f:USES|CUSTOMER_OF|WORKS_AT|WORKED_AT|SHOWED]-()
WHERE type(f) <> 'WORKED_AT' OR f.until > $as_of
WITH DISTINCT a, CASE type(f) WHEN 'WORKED_AT' THEN 'WORKS_AT' ELSE type(f) END AS kind,
  f.source AS source
ORDER BY kind, source
WITH a, collect(kind) AS kinds, collect(source) AS sources
RETURN a.id AS account, kinds AS kind, sources AS source
ORDER BY account
