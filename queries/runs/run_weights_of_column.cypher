// What a run learned of each value of a column.
// $run: its number
// $relation: the column
// gives: key text, scale double, prospects double, weights double[]
MATCH (w:RunWeights {run: $run, relation: $relation})
WITH w, size(w.weights) / size(w.traits) AS width
UNWIND range(0, size(w.traits) - 1) AS i
RETURN w.traits[i] AS key, w.scales[i] AS scale, w.prospects[i] AS prospects,
  w.weights[i * width..(i + 1) * width] AS weights
ORDER BY key
