// The rank of an account in each run that ranked it, and among how many.
// $account: the account's id
// gives: run integer, rank integer, of_how_many integer
MATCH (:Account {id: $account})<-[:NAMES]-(m:Mention)
WITH collect(m.key) AS mine
MATCH (f:RunFits)
WITH f, mine, [i IN range(0, size(f.accounts) - 1) WHERE f.accounts[i] IN mine] AS places
WITH f.run AS run, max(f.ranks[-1]) AS of_how_many,
  collect([i IN places | f.ranks[i]]) AS found
UNWIND found AS some
UNWIND some AS one
WITH run, of_how_many, min(one) AS rank
RETURN run, toInteger(rank) AS rank, toInteger(of_how_many) AS of_how_many
ORDER BY run
