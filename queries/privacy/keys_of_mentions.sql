-- The keys of these mentions.
-- rows: id
select n.id, n.key from node n join rows r on r.id = n.id order by n.id
