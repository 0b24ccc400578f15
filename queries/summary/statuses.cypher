// The number of accounts with each status.
// gives: status text, accounts integer
MATCH (a:Account)
RETURN a.status AS status, count(*) AS accounts
ORDER BY accounts DESC, status
