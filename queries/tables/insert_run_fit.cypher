// Records the points of a run, many to a node.
// rows: run, ranked(account, points, rank)
UNWIND $rows AS row
MERGE (f:RunFits {run: row.run, first: row.ranked.rank[0]})
SET f.accounts = row.ranked.account, f.points = row.ranked.points, f.ranks = row.ranked.rank
