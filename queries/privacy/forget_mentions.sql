-- Forgets these mentions, and everything that is said of them.
-- rows: id
delete from fact where mention in (select id from rows) or other in (select id from rows);
delete from naming where mention in (select id from rows);
delete from property where node in (select id from rows);
delete from same_as where a in (select id from rows) or b in (select id from rows);
delete from label where mention in (select id from rows);
delete from feedback where mention in (select id from rows);
delete from tag_decision where mention in (select id from rows);
delete from introduction where mention in (select id from rows) or other in (select id from rows);
delete from proposal where a in (select id from rows) or b in (select id from rows);
delete from belongs where mention in (select id from rows);
delete from node where id in (select id from rows)
