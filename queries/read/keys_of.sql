-- The keys of the mentions that make up these accounts or people.
-- rows: id
select b.owner as id, n.key
from rows r
join belongs b on b.owner = r.id
join node n on n.id = b.mention
order by b.owner, n.key
