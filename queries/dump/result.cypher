// What does the table result hold, all of it? For comparing stores and moving them.
// gives: account integer, fit double, tier text, rank integer, reasons text, run integer
MATCH (a:Account)
WHERE a.run IS NOT NULL
RETURN a.id AS account, a.fit AS fit, a.tier AS tier, a.rank AS rank, a.reasons AS reasons,
  a.run AS run
