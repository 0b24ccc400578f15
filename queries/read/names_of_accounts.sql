-- All names of these accounts, with their aliases.
-- rows: id
select distinct b.owner as id, n.name
from rows r
join belongs b on b.owner = r.id
join naming n on n.mention = b.mention
order by b.owner, n.name
