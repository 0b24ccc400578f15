-- Adds the edges that say two mentions are one; told again, an edge moves only when it was seen.
-- rows: kind, a, b, reason, score, decided, source, as_of
-- $load: the load that tells them
merge into same_as as s
using (
    select least(a.id, b.id) as a, greatest(a.id, b.id) as b, r.reason, r.decided, r.source,
        max(r.score) as score, min(r.as_of) as first_seen, max(r.as_of) as last_seen
    from rows r
    join node a on a.kind = r.kind and a.key = r.a
    join node b on b.kind = r.kind and b.key = r.b
    where a.id <> b.id
    group by all
) as r
on s.a = r.a and s.b = r.b and s.reason = r.reason and s.source = r.source
    and s.decided = r.decided
when matched and (r.first_seen < s.first_seen or r.last_seen > s.last_seen or r.score > s.score)
    then update set first_seen = least(s.first_seen, r.first_seen),
    last_seen = greatest(s.last_seen, r.last_seen), score = greatest(s.score, r.score)
when not matched then insert
    (a, b, reason, score, decided, source, load, first_seen, last_seen)
    values (r.a, r.b, r.reason, r.score, r.decided, r.source, $load, r.first_seen, r.last_seen)
