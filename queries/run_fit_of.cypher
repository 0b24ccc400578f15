// Which fit and rank had an account in a run, and among how many?
// $run: its number
// $account: the account's id
// gives: fit double, rank integer, of_how_many integer
MATCH (:Account {id: $account})<-[:NAMES]-(m:Mention)
WITH collect(m.key) AS mine
MATCH (f:RunFits {run: $run})
WITH f, mine, [i IN range(0, size(f.accounts) - 1) WHERE f.accounts[i] IN mine] AS places
WITH max(f.ranks[-1]) AS of_how_many, collect([i IN places | [f.fits[i], f.ranks[i]]]) AS found
WITH of_how_many, reduce(all = [], some IN found | all + some) AS found
WHERE size(found) > 0
RETURN found[0][0] AS fit, toInteger(found[0][1]) AS rank, of_how_many
