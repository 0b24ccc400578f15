// What does the table same_as hold, all of it? For comparing stores and moving them.
// gives: a integer, b integer, reason text, score double, decided boolean, source text, load integer, first_seen date, last_seen date
MATCH (a:Mention)-[s:SAME_AS]->(b:Mention)
RETURN a.id AS a, b.id AS b, s.reason AS reason, s.score AS score, s.decided AS decided,
  s.source AS source, s.load AS load, s.first_seen AS first_seen, s.last_seen AS last_seen
