// The rows of the table run_fit.
// gives: run integer, account text each, fit double each, rank integer each
MATCH (f:RunFits)
RETURN f.run AS run, f.accounts AS account, f.fits AS fit, f.ranks AS rank
