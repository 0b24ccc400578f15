-- Forgets these traits, and everything that is said of them.
-- rows: id
delete from fact where other in (select id from rows);
delete from property where node in (select id from rows);
delete from node where id in (select id from rows)
