-- The accounts whose status counts in learning, and what they are worth.
select id, key, name, domain, status, value from account
where status in ('customer', 'churned', 'bad fit')
order by key
