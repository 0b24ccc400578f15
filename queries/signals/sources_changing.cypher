// The day of the newest and of the first signal of each source, where signals are edges that change.
// $as_of: the last day that counts
// gives: kind text, source text, newest date, first date
MATCH ()-[f:USES|CUSTOMER_OF|WORKS_AT|WORKED_AT]->()
UNWIND [f.since, CASE WHEN f.until <= f.last_seen THEN f.until END] AS day
WITH type(f) AS kind, f.source AS source, day
WHERE day <= $as_of
RETURN kind, source, max(day) AS newest, min(day) AS first
ORDER BY kind, source
