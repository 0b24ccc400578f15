// The signals that accounts showed on each day, and how often by each source.
// $since: the first day; signals without a day are told as well
// $account: its id where one alone is asked about, else none
// gives: account integer, signal text each, source text each, day date each, count double each
MATCH (a:Account) WHERE $account IS NULL OR a.id = $account
MATCH (a)-[f:SHOWED]->(s:Signal)
WHERE f.since IS NULL OR f.since >= $since
WITH a, s.name AS signal, f.source AS source, f.since AS day, sum(coalesce(f.strength, 1.0)) AS count
ORDER BY signal, source, day
WITH a, collect(signal) AS signals, collect(source) AS sources, collect({day: day}) AS days,
  collect(count) AS counts
RETURN a.id AS account, signals AS signal, sources AS source, [each IN days | each.day] AS day,
  counts AS count
ORDER BY account
