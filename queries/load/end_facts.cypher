// Ends edges on the day on which their source last stated them, until a source states them again.
// $source: its name
// rows: kind, mention, other, since
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
MATCH (start)-[f {mention: row.mention, source: $source}]->(end)
WHERE type(f) = row.kind AND coalesce(f.other, end.id) = row.other
  AND (f.since = date(row.since) OR (f.since IS NULL AND row.since IS NULL))
SET f.until = f.last_seen, f.ended = true
