-- The names that these mentions of accounts have, each with its country.
-- rows: id
select distinct n.mention, n.clean, n.place, n.alias
from naming n join rows r on n.mention = r.id
