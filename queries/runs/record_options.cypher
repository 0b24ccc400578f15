// Records with what options a run was asked for, and what it is called.
// $run: its number
// $options: as JSON
MATCH (r:Run {id: $run})
SET r.options = $options
