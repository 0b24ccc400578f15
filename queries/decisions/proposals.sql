-- The pairs of accounts that may be one, and why.
select distinct least(a.owner, b.owner) as a, greatest(a.owner, b.owner) as b, p.reason, p.name
from proposal p
join belongs a on a.mention = p.a
join belongs b on b.mention = p.b
join account one on one.id = a.owner
join account other on other.id = b.owner
where a.owner <> b.owner
order by all
