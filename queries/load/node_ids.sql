-- The nodes of these kinds and keys, with their ids and names.
-- rows: kind, key
select n.id, n.kind, n.key, n.name from node n join rows r on n.kind = r.kind and n.key = r.key
