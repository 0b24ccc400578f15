// The signals that an account showed, how often, and when last.
// $account: its id
// gives: signal text, count double, last date
MATCH (:Account {id: $account})-[f:SHOWED]->(s:Signal)
WITH s, f.source AS source, sum(coalesce(f.strength, 1.0)) AS count, max(f.since) AS last
RETURN s.name AS signal, max(count) AS count, max(last) AS last
ORDER BY last IS NULL, last DESC, signal
