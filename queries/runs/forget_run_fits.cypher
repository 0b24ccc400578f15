// Forgets whom a run ranked.
// $run: its number
MATCH (n:RunFits {run: $run})
DELETE n
