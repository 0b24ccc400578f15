-- How many accounts are there, and how many ways of naming accounts and people?
select (select count(*) from account) as accounts, (select count(*) from belongs) as mentions
