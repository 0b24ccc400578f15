-- The greatest id of a node.
select coalesce(max(id), 0) as id from node
