-- The keys of the accounts to which the mentions of these keys belong.
-- rows: key
select r.key, k.key as other
from rows r
join node n on n.kind = 'Account' and n.key = r.key
join belongs b on b.mention = n.id
join belongs o on o.owner = b.owner
join node k on k.id = o.mention
order by r.key, other
