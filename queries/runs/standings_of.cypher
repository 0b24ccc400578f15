// The fit and rank of an account in each run that ranked it, and among how many.
// $account: the account's id
// gives: run integer, fit double, rank integer, of_how_many integer
MATCH (:Account {id: $account})<-[:NAMES]-(m:Mention)
WITH collect(m.key) AS mine
MATCH (f:RunFits)
WITH f, mine, [i IN range(0, size(f.accounts) - 1) WHERE f.accounts[i] IN mine] AS places
WITH f.run AS run, max(f.ranks[-1]) AS of_how_many,
  collect([i IN places | [f.ranks[i], f.fits[i]]]) AS found
UNWIND found AS some
UNWIND some AS one
WITH run, of_how_many, one ORDER BY one[0]
WITH run, of_how_many, head(collect(one)) AS one
RETURN run, one[1] AS fit, toInteger(one[0]) AS rank, toInteger(of_how_many) AS of_how_many
ORDER BY run
