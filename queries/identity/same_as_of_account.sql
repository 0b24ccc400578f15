-- The edges that say that mentions of an account are one.
-- $account: its id
select a.key as a, b.key as b, s.reason, s.source, s.decided
from same_as s
join belongs mine on mine.mention = s.a and mine.owner = $account
join belongs too on too.mention = s.b and too.owner = $account
join node a on a.id = s.a
join node b on b.id = s.b
order by 1, 2, 3, 4
