-- To whom sources say that these mentions belong.
-- rows: id
select distinct f.mention as child, f.other as parent, p.key
from fact f
semi join rows child on child.id = f.mention
join node p on p.id = f.other
where f.kind = 'SUBSIDIARY_OF' and not f.ended and f.mention <> f.other
order by all
