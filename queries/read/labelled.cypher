// The accounts whose status counts in learning, and what they are worth.
// gives: id integer, key text, name text, domain text, status text, value double
MATCH (a:Account)
WHERE a.status IN ['customer', 'churned', 'bad fit']
RETURN a.id AS id, a.key AS key, a.name AS name, a.domain AS domain, a.status AS status,
  a.value AS value
ORDER BY key
