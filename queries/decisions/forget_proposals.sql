-- Forgets the proposals about these mentions.
-- rows: id
delete from proposal where a in (select id from rows) or b in (select id from rows)
