-- The people who bear these cleaned names.
-- rows: clean
select distinct n.clean, b.owner as id
from naming n
join rows r on r.clean = n.clean
join node p on p.id = n.mention and p.kind = 'Person'
join belongs b on b.mention = n.mention
order by n.clean, b.owner
