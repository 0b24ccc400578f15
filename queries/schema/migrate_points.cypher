// Calls the points of a run by their name: before version 4 they were called its fits.
// $most: how many at a time
// gives: altered integer
MATCH (f:RunFits)
WHERE f.fits IS NOT NULL
WITH f LIMIT $most
SET f.points = f.fits, f.fits = null
RETURN count(*) AS altered
