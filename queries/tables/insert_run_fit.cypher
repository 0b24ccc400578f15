// Records the fits of a run, many in one node.
// rows: run, ranked(account, fit, rank)
UNWIND $rows AS row
MERGE (f:RunFits {run: row.run, first: row.ranked.rank[0]})
SET f.accounts = row.ranked.account, f.fits = row.ranked.fit, f.ranks = row.ranked.rank
