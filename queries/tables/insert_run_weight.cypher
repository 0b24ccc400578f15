// Records what a run learned of traits, many in one node.
// rows: run, relation, kind, learned(trait, scale, prospects, weights)
UNWIND $rows AS row
MERGE (w:RunWeights {run: row.run, relation: row.relation, first: row.learned.trait[0]})
SET w.kind = row.kind, w.traits = row.learned.trait, w.scales = row.learned.scale,
  // Runs of versions before 5 have none, and no list in a store may hold nothing.
  w.prospects = CASE WHEN row.learned.prospects[0] IS NOT NULL THEN row.learned.prospects END
WITH w, row
CALL {
  WITH row
  UNWIND row.learned.weights AS some
  UNWIND some AS weight
  RETURN collect(weight) AS weights
}
SET w.weights = weights
