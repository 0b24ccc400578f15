-- Renames nodes.
-- rows: id, name
update node set name = r.name from rows r where node.id = r.id
