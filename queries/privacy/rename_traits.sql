-- Gives traits other keys and names.
-- rows: id, key, name
update node set key = r.key, name = r.name from rows r where node.id = r.id
