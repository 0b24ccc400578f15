// Records the constants of a run anew.
// $run: its number
// $constants: as JSON
MATCH (r:Run {id: $run})
SET r.constants = $constants
