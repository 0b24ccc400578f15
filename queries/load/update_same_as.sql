-- Moves when edges between mentions were seen, and raises their score.
-- rows: a, b, reason, score, decided, source, first_seen, last_seen
update same_as as s
set first_seen = least(s.first_seen, r.first_seen),
    last_seen = greatest(s.last_seen, r.last_seen), score = greatest(s.score, r.score)
from rows r
where s.a = r.a and s.b = r.b and s.reason = r.reason and s.source = r.source
    and s.decided = r.decided
    and (r.first_seen < s.first_seen or r.last_seen > s.last_seen or r.score > s.score)
