-- Which of these mentions sources say to belong to others of them.
-- rows: id
select distinct f.mention as child, f.other as parent
from fact f
semi join rows child on child.id = f.mention
semi join rows parent on parent.id = f.other
where f.kind = 'SUBSIDIARY_OF' and not f.ended and f.mention <> f.other
order by all
