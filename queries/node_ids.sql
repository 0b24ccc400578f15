-- Which ids have these nodes?
-- rows: kind, key
select distinct n.id from node n join rows r on n.kind = r.kind and n.key = r.key
