// The ids of all accounts.
// gives: id integer
MATCH (a:Account)
RETURN a.id AS id ORDER BY id
