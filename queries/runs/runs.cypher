// Which runs were there, and how many accounts did each rank?
// gives: id integer, made_at timestamp, method text, loads integer, labels text, options text, ranked integer
MATCH (r:Run)
OPTIONAL MATCH (f:RunFits {run: r.id})
WITH r, sum(size(f.accounts)) AS ranked
RETURN r.id AS id, r.made_at AS made_at, r.method AS method, r.loads AS loads,
  r.labels AS labels, r.options AS options, ranked
ORDER BY id
