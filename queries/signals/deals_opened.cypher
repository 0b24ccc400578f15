// The deals of accounts whose day of opening is known, and what came of them.
// gives: account integer, deal integer, outcome text, opened date, closed date
MATCH (a:Account)-[f:HAS_DEAL]->(d:Deal)
WHERE f.ended IS NULL
WITH a, d, f
ORDER BY f.last_seen DESC, coalesce(f.outcome = 'won', false) DESC
WITH a, d, collect(coalesce(f.outcome, ''))[0] AS outcome, min(f.opened_on) AS opened,
  max(f.closed_on) AS closed
WHERE opened IS NOT NULL
RETURN a.id AS account, d.id AS deal, outcome, opened, closed
ORDER BY account, deal
