// The competitors that files name, whether or not an account is still known to be a customer.
// gives: key text, name text
MATCH (c:Competitor) RETURN c.key AS key, c.name AS name ORDER BY key
