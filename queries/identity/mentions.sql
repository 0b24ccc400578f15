-- Which keys have these mentions?
-- rows: id
select n.id, n.key from node n join rows r on n.id = r.id order by n.key
