// The fits and ranks of a run.
// $run: its number
// gives: account text each, fit double each, rank integer each
MATCH (f:RunFits {run: $run})
RETURN f.accounts AS account, f.fits AS fit, f.ranks AS rank
ORDER BY f.ranks[0]
