-- The pairs of accounts that a person marked as two.
select distinct least(a.owner, b.owner) as a, greatest(a.owner, b.owner) as b
from same_as s
join belongs a on a.mention = s.a
join belongs b on b.mention = s.b
where s.decided and s.score = 0 and a.owner <> b.owner
order by all
