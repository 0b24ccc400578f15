-- The edges that say that two of these mentions are one.
-- rows: id
select s.a, s.b, s.reason, s.score, s.decided, max(s.last_seen) as last_seen
from same_as s join rows r on s.a = r.id
group by s.a, s.b, s.reason, s.score, s.decided
