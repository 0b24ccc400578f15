// The edges of a source that have not ended, with the keys of their ends.
// $source: its name
// gives: kind text, mention integer, other integer, since date, last_seen date, key text
MATCH ()-[f]->(end)
WHERE f.source = $source AND f.mention IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
RETURN type(f) AS kind, f.mention AS mention, coalesce(f.other, end.id) AS other,
  f.since AS since, f.last_seen AS last_seen, end.key AS key
