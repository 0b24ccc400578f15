-- Which names do these mentions of accounts bear, and in which country?
-- rows: id
select distinct n.mention, n.clean, n.place, n.alias
from naming n join rows r on n.mention = r.id
