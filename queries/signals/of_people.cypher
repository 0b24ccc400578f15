// Which of the signals that accounts showed on a day were whose, and how often by each source?
// $since: the first day
// gives: account integer, person integer, signal text, source text, day date, count double
MATCH (p:Person)-[f:VISITED]->(s:Signal)
WHERE f.since >= $since
WITH p, s, f.source AS source, f.since AS day, sum(coalesce(f.strength, 1.0)) AS count
MATCH (p)-[:WORKS_AT|WORKED_AT]->(a:Account)
WITH DISTINCT p, s, source, day, count, a
WHERE EXISTS { MATCH (a)-[shown:SHOWED]->(s) WHERE shown.since = day }
RETURN a.id AS account, p.id AS person, s.name AS signal, source, day, count
ORDER BY account, person, signal, source, day
