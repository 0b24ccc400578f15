// The record of a run.
// $run: its number
// gives: id integer, made_at timestamp, method text, loads integer, labels text, options text, constants text
MATCH (r:Run {id: $run})
RETURN r.id AS id, r.made_at AS made_at, r.method AS method, r.loads AS loads,
  r.labels AS labels, r.options AS options, r.constants AS constants
