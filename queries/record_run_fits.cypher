// Records the fits of a run, many to a node.
// rows: run, ranked(account, fit, rank)
UNWIND $rows AS row
MERGE (f:RunFits {run: row.run, first: row.ranked[0].rank})
SET f.accounts = [each IN row.ranked | each.account], f.fits = [each IN row.ranked | each.fit],
  f.ranks = [each IN row.ranked | each.rank]
