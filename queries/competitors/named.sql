-- The competitors that files name, whether or not an account is still known to be a customer.
select key, name from node where kind = 'Competitor' order by key
