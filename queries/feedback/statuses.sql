-- The statuses that companies have by what the team said.
select m.key, f.makes
from feedback f
join node m on m.id = f.mention
where f.makes is not null
order by m.key
