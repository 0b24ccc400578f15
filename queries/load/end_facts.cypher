// Ends edges on the day on which their source last told them.
// $source: its name
// rows: kind, mention, other, since
// gives: altered integer
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
MATCH (start)-[f {mention: row.mention, source: $source}]->(end)
WHERE type(f) = row.kind AND coalesce(f.other, end.id) = row.other
  AND (f.since = date(row.since) OR (f.since IS NULL AND row.since IS NULL))
// Load 0 says so, until a source tells them again.
SET f.until = CASE type(f) WHEN 'HAS_DEAL' THEN f.until ELSE f.last_seen END, f.load = 0
RETURN count(*) AS altered
