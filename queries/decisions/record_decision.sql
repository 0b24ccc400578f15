-- Records that a person marked two mentions as one (same) or as two.
-- rows: kind, a, b, same
insert into same_as (a, b, reason, score, decided, source, first_seen, last_seen)
select least(a.id, b.id), greatest(a.id, b.id), 'decided',
    case when r.same then 1 else 0 end, true, 'person', current_date, current_date
from rows r
join node a on a.kind = r.kind and a.key = r.a
join node b on b.kind = r.kind and b.key = r.b
where not exists (
    from same_as s
    where s.decided and s.a = least(a.id, b.id) and s.b = greatest(a.id, b.id))
