// What does the table account hold, all of it? For comparing stores and moving them.
// gives: id integer, key text, name text, domain text, country text, industry text, region text, size text, employees bigint, revenue double, status text, value double, customer_since date, owner text
MATCH (a:Account)
RETURN a.id AS id, a.key AS key, a.name AS name, a.domain AS domain, a.country AS country,
  a.industry AS industry, a.region AS region, a.size AS size, a.employees AS employees,
  a.revenue AS revenue, a.status AS status, a.value AS value, a.customer_since AS customer_since,
  a.owner AS owner
