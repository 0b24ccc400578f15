-- The mentions that make up these accounts or people, with their keys.
-- rows: id
select b.owner, n.id, n.key
from rows r
join belongs b on b.owner = r.id
join node n on n.id = b.mention
order by n.id
