// The edges of a source that have not ended.
// $source: its name
// gives: kind text, mention integer, other integer, since date
MATCH ()-[f]->(end)
WHERE f.source = $source AND f.mention IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
RETURN type(f) AS kind, f.mention AS mention, coalesce(f.other, end.id) AS other,
  f.since AS since
