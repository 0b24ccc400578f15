-- Merges the edges that say two mentions are one; a is the lower id, and the greater score wins.
-- rows: a, b, reason, score, decided, source, load, first_seen, last_seen
merge into same_as as s
using rows as r
on s.a = r.a and s.b = r.b and s.reason = r.reason and s.source = r.source
    and s.decided = r.decided
when matched and (r.first_seen < s.first_seen or r.last_seen > s.last_seen or r.score > s.score)
then update set
    first_seen = least(s.first_seen, r.first_seen),
    last_seen = greatest(s.last_seen, r.last_seen),
    score = greatest(s.score, r.score)
when not matched then insert
    (a, b, reason, score, decided, source, load, first_seen, last_seen)
    values (r.a, r.b, r.reason, r.score, r.decided, r.source, r.load, r.first_seen, r.last_seen)
returning merge_action
