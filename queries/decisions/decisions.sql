-- The pairs of mentions that a person marked as one (same) or as two.
select a.key as a, b.key as b, s.score > 0 as same, s.last_seen as decided_on
from same_as s join node a on a.id = s.a join node b on b.id = s.b
where s.decided
order by 1, 2
