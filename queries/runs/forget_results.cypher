// Forgets the results of runs on accounts.
MATCH (a:Account)
WHERE a.run IS NOT NULL
REMOVE a.fit, a.tier, a.rank, a.reasons, a.run
