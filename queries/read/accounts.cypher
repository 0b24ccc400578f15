// All accounts, and what is known of them.
// gives: id integer each, key text each, name text each, domain text each, country text each, industry text each, region text each, size text each, employees bigint each, revenue double each, status text each, value double each, customer_since date each, owner text each
MATCH (a:Account)
WITH a ORDER BY a.key
WITH collect(a) AS accounts
UNWIND range(0, size(accounts) - 1, 1000) AS start
WITH accounts[start..start + 1000] AS some
RETURN [a IN some | a.id] AS id, [a IN some | a.key] AS key, [a IN some | a.name] AS name,
  [a IN some | a.domain] AS domain, [a IN some | a.country] AS country,
  [a IN some | a.industry] AS industry, [a IN some | a.region] AS region,
  [a IN some | a.size] AS size, [a IN some | a.employees] AS employees,
  [a IN some | a.revenue] AS revenue, [a IN some | a.status] AS status,
  [a IN some | a.value] AS value, [a IN some | a.customer_since] AS customer_since,
  [a IN some | a.owner] AS owner
