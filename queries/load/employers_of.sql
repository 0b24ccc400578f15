-- The accounts at which the people of these mentions work or worked.
-- rows: id
select distinct b.owner as id
from fact f
join rows r on f.mention = r.id
join belongs b on b.mention = f.other
where f.kind in ('WORKS_AT', 'WORKED_AT')
