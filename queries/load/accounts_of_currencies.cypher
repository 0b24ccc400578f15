// The accounts that have or had deals in a currency, where deals have or had several.
// gives: id integer
MATCH ()-[every:HAS_DEAL]->()
WITH count(DISTINCT every.role) AS currencies
WHERE currencies > 1
MATCH (a:Account)-[f:HAS_DEAL]->(:Deal)
WHERE f.role IS NOT NULL
RETURN DISTINCT a.id AS id
