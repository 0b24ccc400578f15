// The day of the newest and of the first signal of each source, by the kind of edge that tells it.
// $as_of: the last day that counts
// gives: kind text, signal text, source text, newest date, first date
MATCH ()-[f:SHOWED|ATTENDED|JOINED|USES|CUSTOMER_OF|WORKS_AT|WORKED_AT]->(target)
WITH f, target, type(f) AS kind, CASE WHEN type(f) = 'SHOWED' THEN target.name END AS signal
WITH kind, signal, f.source AS source, CASE
  WHEN kind = 'SHOWED' THEN [f.since]
  WHEN kind IN ['ATTENDED', 'JOINED'] THEN [coalesce(f.since, target.date)]
  ELSE [f.since, CASE WHEN f.until <= f.last_seen THEN f.until END] END AS days
UNWIND days AS day
WITH kind, signal, source, day WHERE day <= $as_of
RETURN kind, signal, source, max(day) AS newest, min(day) AS first
ORDER BY kind, signal, source
