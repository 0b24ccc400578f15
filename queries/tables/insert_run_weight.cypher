// Records what a run learned of traits, many in one node.
// rows: run, relation, kind, learned(trait, scale, weights)
UNWIND $rows AS row
MERGE (w:RunWeights {run: row.run, relation: row.relation, first: row.learned.trait[0]})
SET w.kind = row.kind, w.traits = row.learned.trait, w.scales = row.learned.scale
WITH w, row
CALL {
  WITH row
  UNWIND row.learned.weights AS some
  UNWIND some AS weight
  RETURN collect(weight) AS weights
}
SET w.weights = weights
