// Where runs ranked these accounts.
// rows: account
// gives: run integer, account text, rank integer, points double
MATCH (f:RunFits)
UNWIND range(0, size(f.accounts) - 1) AS i
WITH f, i
WHERE f.accounts[i] IN $rows
RETURN f.run AS run, f.accounts[i] AS account, f.ranks[i] AS rank, f.points[i] AS points
ORDER BY run, rank
