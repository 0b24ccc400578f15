-- Forgets traits of which nothing is said any more.
-- rows: id
delete from node where id in (select id from rows)
