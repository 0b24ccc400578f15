-- The accounts that have or had these deals.
-- rows: id
select distinct b.owner as id
from fact f
join rows r on f.other = r.id
join belongs b on b.mention = f.mention
where f.kind = 'HAS_DEAL'
