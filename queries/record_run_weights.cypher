// Records what a run learned of traits, many to a node.
// rows: run, relation, kind, learned(trait, scale, weights)
UNWIND $rows AS row
MERGE (w:RunWeights {run: row.run, relation: row.relation, first: row.learned[0].trait})
SET w.kind = row.kind, w.traits = [each IN row.learned | each.trait],
  w.scales = [each IN row.learned | each.scale]
WITH w, row
CALL {
  WITH row
  UNWIND row.learned AS each
  UNWIND each.weights AS weight
  RETURN collect(weight) AS weights
}
SET w.weights = weights
