-- The mentions of people whose names are told apart by one of these mentions of accounts.
-- rows: id
select distinct n.mention as id
from naming n
join node a on a.kind = 'Account' and a.key = n.place
join rows r on a.id = r.id
join node p on p.id = n.mention and p.kind = 'Person'
