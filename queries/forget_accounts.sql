-- Forgets these accounts, before they are derived again.
-- rows: id
delete from account where id in (select id from rows)
