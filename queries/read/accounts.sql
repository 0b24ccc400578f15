-- All accounts, and what is known of them.
select id, key, name, domain, country, industry, region, size, employees, revenue, status, value,
    customer_since, owner
from account
order by key
