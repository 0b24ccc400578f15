-- Forgets the links of these accounts, before they are derived again.
-- rows: id
delete from link where account in (select id from rows)
