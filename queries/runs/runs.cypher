// All runs.
// gives: id integer, made_at timestamp, method text, loads integer, options text
MATCH (r:Run)
RETURN r.id AS id, r.made_at AS made_at, r.method AS method, r.loads AS loads,
  r.options AS options
ORDER BY id
