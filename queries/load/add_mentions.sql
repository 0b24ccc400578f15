-- Adds ways of naming accounts or people.
-- $kind: Account or Person
-- rows: id, key, name
insert into node (id, kind, key, name) select id, $kind, key, name from rows
