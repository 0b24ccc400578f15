// Forgets what a run learned of traits.
// $run: its number
MATCH (n:RunWeights {run: $run})
DELETE n
