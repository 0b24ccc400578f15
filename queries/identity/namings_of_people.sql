-- The names that these mentions of people have, each with its account.
-- rows: id
select distinct n.mention, n.clean, coalesce(cast(b.owner as text), '') as place, n.alias
from naming n
join rows r on n.mention = r.id
left join node a on a.kind = 'Account' and a.key = n.place
left join belongs b on b.mention = a.id
