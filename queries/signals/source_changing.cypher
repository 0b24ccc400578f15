// The day of the newest and of the first signal of one source by one kind of edge, as these change.
// {edge}: the kind
// $source: the source
// $as_of: the last day that counts
// gives: newest date, first date
MATCH ()-[f:{edge} {source: $source}]->()
UNWIND [f.since, CASE WHEN f.until <= f.last_seen THEN f.until END] AS day
WITH day WHERE day <= $as_of
WITH max(day) AS newest, min(day) AS first
WHERE newest IS NOT NULL
RETURN newest, first
