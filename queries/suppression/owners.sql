-- The people and accounts to which the mentions of these keys belong.
-- rows: kind, key
select n.kind, n.key, b.owner as id
from rows r
join node n on n.kind = r.kind and n.key = r.key
join belongs b on b.mention = n.id
order by n.kind, n.key
