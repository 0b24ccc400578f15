-- Adds nodes that accounts can share.
-- $kind: their kind
-- rows: id, key, name
insert into node (id, kind, key, name) select id, $kind, key, name from rows
