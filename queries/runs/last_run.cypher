// The number of the last run, 0 where there is none.
// gives: id integer
OPTIONAL MATCH (r:Run)
RETURN coalesce(max(r.id), 0) AS id
