// The accounts with these ids, and what is known of them.
// rows: id
// gives: id integer, key text, name text, domain text, country text, industry text, region text, size text, employees bigint, revenue double, status text, value double, customer_since date, owner text
UNWIND $rows AS id
MATCH (a:Account {id: id})
RETURN a.id AS id, a.key AS key, a.name AS name, a.domain AS domain, a.country AS country,
  a.industry AS industry, a.region AS region, a.size AS size, a.employees AS employees,
  a.revenue AS revenue, a.status AS status, a.value AS value, a.customer_since AS customer_since,
  a.owner AS owner
ORDER BY key
