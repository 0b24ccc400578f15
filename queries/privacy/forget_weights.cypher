// Forgets what runs learned of these traits.
// rows: kind, trait
UNWIND $rows AS row
WITH row.kind AS kind, collect(row.trait) AS gone
MATCH (w:RunWeights {kind: kind})
WHERE any(trait IN w.traits WHERE trait IN gone)
WITH w, size(w.weights) / size(w.traits) AS width,
  [i IN range(0, size(w.traits) - 1) WHERE NOT w.traits[i] IN gone] AS kept
WITH w, kept, reduce(all = [], i IN kept | all + w.weights[i * width..(i + 1) * width]) AS weights
FOREACH (_ IN CASE WHEN size(kept) = 0 THEN [1] ELSE [] END | DELETE w)
FOREACH (_ IN CASE WHEN size(kept) > 0 THEN [1] ELSE [] END |
  SET w.weights = weights, w.scales = [i IN kept | w.scales[i]],
    w.prospects = [i IN kept | w.prospects[i]], w.first = w.traits[kept[0]],
    w.traits = [i IN kept | w.traits[i]])
