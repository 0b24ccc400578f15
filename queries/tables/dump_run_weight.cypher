// The rows of the table run_weight.
// gives: run integer, relation text, kind text, trait text, scale double, prospects double, weights double[]
MATCH (w:RunWeights)
WITH w, size(w.weights) / size(w.traits) AS width
UNWIND range(0, size(w.traits) - 1) AS i
RETURN w.run AS run, w.relation AS relation, w.kind AS kind, w.traits[i] AS trait,
  w.scales[i] AS scale, w.prospects[i] AS prospects,
  w.weights[i * width..(i + 1) * width] AS weights
