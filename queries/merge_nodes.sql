-- Adds the nodes that are not there; a node's name is the smallest that was told.
-- rows: kind, key, name
merge into node as n
using (
    select kind, key, min(name) as name,
        (select coalesce(max(id), 0) from node) + row_number() over () as new_id
    from rows
    group by kind, key
) as r
on n.kind = r.kind and n.key = r.key
when matched and r.name < n.name then update set name = r.name
when not matched then insert (id, kind, key, name) values (r.new_id, r.kind, r.key, r.name)
