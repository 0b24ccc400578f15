// The runs that learned something of these traits.
// rows: kind, trait
// gives: run integer
UNWIND $rows AS row
WITH row.kind AS kind, collect(row.trait) AS asked
MATCH (w:RunWeights {kind: kind})
WHERE any(trait IN w.traits WHERE trait IN asked)
RETURN DISTINCT w.run AS run
ORDER BY run
