// Records a run.
// $id: its number
// $made_at: when it was made
// $method: the scorer's name
// $loads: the last load that it saw
// $labels: a digest of the customers that it saw
// $options: what the user chose, as JSON
// $constants: what was learned beside the weights, as JSON
MERGE (r:Run {id: $id})
SET r.made_at = $made_at, r.method = $method, r.loads = $loads, r.labels = $labels,
  r.options = $options, r.constants = $constants
