// Forgets a run, but not what it learned and ranked.
// $run: its number
MATCH (n:Run {id: $run})
DELETE n
