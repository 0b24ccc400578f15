-- Which of these keys of one kind have nodes, with which ids and names?
-- $kind: the kind
-- rows: key
select n.id, n.key, n.name from node n join rows r on n.kind = $kind and n.key = r.key
