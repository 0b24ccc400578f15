-- The accounts to which the mentions of these keys belong.
-- rows: key
select r.key, b.owner as id
from rows r join node n on n.kind = 'Account' and n.key = r.key join belongs b on b.mention = n.id
