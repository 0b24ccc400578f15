-- What does the table account hold, all of it? For comparing stores and moving them.
select id, key, name, domain, country, industry, region, size, employees, revenue, status, value,
    customer_since, owner
from account
