-- Forgets that a person marked two mentions as one.
-- rows: kind, a, b
delete from same_as
where decided and (a, b) in (
    select least(a.id, b.id), greatest(a.id, b.id)
    from rows r
    join node a on a.kind = r.kind and a.key = r.a
    join node b on b.kind = r.kind and b.key = r.b)
