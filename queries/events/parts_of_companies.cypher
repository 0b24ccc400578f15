// The parts that companies took in events: which kind of edge says so, as what, and on which day.
// gives: account integer, event integer, kind text, role text, day date
MATCH (a:Account)-[f:SPONSORED|ATTENDED]->(e:Event)
WHERE f.ended IS NULL AND (f.until IS NULL OR f.until > f.last_seen)
RETURN DISTINCT a.id AS account, e.id AS event, type(f) AS kind, f.role AS role, f.since AS day
ORDER BY account, event, kind, role, day
