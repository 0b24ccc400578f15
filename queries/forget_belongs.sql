-- Forgets to which accounts or people these mentions belong.
-- rows: id
delete from belongs where mention in (select id from rows)
