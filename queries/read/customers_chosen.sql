-- The customers whom a condition chose.
select distinct b.owner as id
from label l
join belongs b on b.mention = l.mention
join account a on a.id = b.owner
where l.status = 'customer' and l.chosen_by is not null and a.status = 'customer'
order by 1
