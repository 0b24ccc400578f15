-- Forgets what a source said of nodes, except that people asked not to be contacted.
-- $source: its name
-- rows: id
delete from property where source = $source and property <> 'opted_out' and node in (select id from rows)
