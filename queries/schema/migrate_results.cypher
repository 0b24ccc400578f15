// Forgets the fits that were written back before version 4, when they were points.
// $most: how many at a time
// gives: altered integer
MATCH (a:Account)
WHERE a.run IS NOT NULL AND a.fit IS NOT NULL
WITH a LIMIT $most
SET a.fit = null
RETURN count(*) AS altered
