// The number of the last load.
// gives: id integer
OPTIONAL MATCH (l:Load)
RETURN coalesce(max(l.id), 0) AS id
