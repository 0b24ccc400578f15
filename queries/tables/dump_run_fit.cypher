// What does the table run_fit hold?
// gives: run integer, account text each, points double each, rank integer each
MATCH (f:RunFits)
RETURN f.run AS run, f.accounts AS account, f.points AS points, f.ranks AS rank
