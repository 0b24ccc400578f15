// The accounts that have or had deals, where these have or had several currencies, or rates.
// gives: id integer
MATCH ()-[every:HAS_DEAL]->()
WITH count(DISTINCT every.role) AS currencies, count(every.strength) AS rated
WHERE currencies > 1 OR rated > 0
MATCH (a:Account)-[:HAS_DEAL]->(:Deal)
RETURN DISTINCT a.id AS id
