// Which of the signals that accounts showed were whose, and how often by each source?
// $since: the first day; a visit is of the account as which its row names the visitor
// $account: its id where one alone is asked about, else none
// gives: account integer, person integer, signal text, source text, day date, count double
MATCH (p:Person)-[f:VISITED]->(s:Signal)
WHERE f.since >= $since
MATCH (:Mention {kind: 'Account', key: f.role})-[:NAMES]->(a:Account)
WHERE $account IS NULL OR a.id = $account
RETURN a.id AS account, p.id AS person, s.name AS signal, f.source AS source, f.since AS day,
  sum(coalesce(f.strength, 1.0)) AS count
ORDER BY account, person, signal, source, day
