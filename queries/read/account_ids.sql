-- The ids of all accounts.
select id from account order by id
