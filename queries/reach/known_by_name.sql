-- Which of these people are known by a name at a company alone, without address, profile or id.
-- rows: id
select r.id
from rows r
join belongs b on b.owner = r.id
join node n on n.id = b.mention
group by r.id
having bool_and(n.key like 'name:%')
