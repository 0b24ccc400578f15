// The points and ranks of a run.
// $run: its number
// gives: account text each, points double each, rank integer each
MATCH (f:RunFits {run: $run})
RETURN f.accounts AS account, f.points AS points, f.ranks AS rank
ORDER BY f.ranks[0]
