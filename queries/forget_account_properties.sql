-- Forgets what is known of these accounts, before it is derived again.
-- rows: id
delete from account_property where account in (select id from rows)
