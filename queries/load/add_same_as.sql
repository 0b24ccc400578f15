-- Adds the edges that say two mentions are one, those that are not there; a is the lower id.
-- rows: a, b, reason, score, decided, source, load, first_seen, last_seen
merge into same_as as s
using rows as r
on s.a = r.a and s.b = r.b and s.reason = r.reason and s.source = r.source
    and s.decided = r.decided
when not matched then insert
    (a, b, reason, score, decided, source, load, first_seen, last_seen)
    values (r.a, r.b, r.reason, r.score, r.decided, r.source, r.load, r.first_seen, r.last_seen)
