// The day of the newest and of the first signal of each source, where edges of a kind are signals.
// $as_of: the last day that counts
// gives: kind text, signal text, source text, newest date, first date
MATCH ()-[f:SHOWED|ATTENDED|JOINED]->(target)
WITH type(f) AS kind, CASE WHEN type(f) = 'SHOWED' THEN target.name END AS signal,
  f.source AS source,
  CASE WHEN type(f) = 'SHOWED' THEN f.since ELSE coalesce(f.since, target.date) END AS day
WHERE day <= $as_of
RETURN kind, signal, source, max(day) AS newest, min(day) AS first
ORDER BY kind, signal, source
