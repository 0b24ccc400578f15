-- Which accounts have a status that counts in learning, and what are they worth?
select id, key, name, domain, status, value from account
where status in ('customer', 'churned', 'bad fit')
order by key
