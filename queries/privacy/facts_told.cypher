// The edges that sources state of these mentions, at either end, with their files and days.
// rows: id
// gives: kind text, mention text, name text, other text, other_name text, since date, until date, role text, strength double, amount double, outcome text, opened_on date, closed_on date, ended boolean, source text, file text, first_seen date, last_seen date
UNWIND $rows AS id
MATCH (:Mention {id: id})-[:NAMES]->(owner)-[f]-()
WHERE f.mention = id OR f.other = id
WITH DISTINCT f, endNode(f) AS end
MATCH (m:Mention {id: f.mention})
OPTIONAL MATCH (named:Mention {id: f.other})
OPTIONAL MATCH (l:Load {id: f.load})
RETURN type(f) AS kind, m.key AS mention, m.name AS name, coalesce(named.key, end.key) AS other,
  coalesce(named.name, end.name) AS other_name, f.since AS since, f.until AS until, f.role AS role,
  f.strength AS strength, f.amount AS amount, f.outcome AS outcome, f.opened_on AS opened_on,
  f.closed_on AS closed_on, coalesce(f.ended, false) AS ended, f.source AS source,
  l.file AS file, f.first_seen AS first_seen, f.last_seen AS last_seen
ORDER BY kind, mention, other, since, source
