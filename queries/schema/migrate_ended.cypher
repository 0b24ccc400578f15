// Marks edges that have ended: before version 3 a load of 0 said so, and a deal's stayed open.
// {edges}: all edge types
// $most: how many at a time
// gives: altered integer
MATCH ()-[f:{edges}]->()
WHERE f.load = 0
WITH f LIMIT $most
// The first load of its source as of the day on which it was first seen; none is known of rows
// with days of their own.
OPTIONAL MATCH (l:Load {loader: f.source, as_of: f.first_seen})
WITH f, min(l.id) AS load
SET f.until = f.last_seen, f.ended = true, f.load = load
RETURN count(*) AS altered
