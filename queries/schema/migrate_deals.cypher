// Moves what deals say to properties of its own: before version 3 it was in strength, role, until.
// $most: how many at a time
// gives: altered integer
MATCH (:Account)-[f:HAS_DEAL]->(:Deal)
WHERE f.role IS NOT NULL OR f.strength IS NOT NULL OR (f.until IS NOT NULL AND f.ended IS NULL)
WITH f LIMIT $most
SET f.amount = f.strength, f.outcome = f.role, f.closed_on = f.until,
  f.strength = null, f.role = null, f.until = null
RETURN count(*) AS altered
