-- Forgets what a source said of nodes.
-- $source: its name
-- rows: id
delete from property where source = $source and node in (select id from rows)
