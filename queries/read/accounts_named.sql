-- The accounts with exactly these cleaned names, as their own or as aliases.
-- rows: clean
select distinct n.clean, b.owner as id, n.alias
from rows r
join naming n on n.clean = r.clean
join belongs b on b.mention = n.mention
join node k on k.id = n.mention and k.kind = 'Account'
