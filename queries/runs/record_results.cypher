// Records the results of a run on accounts.
// rows: account, fit, tier, rank, reasons, run
UNWIND $rows AS row
MATCH (a:Account {id: row.account})
SET a.fit = row.fit, a.tier = row.tier, a.rank = row.rank, a.reasons = row.reasons, a.run = row.run
