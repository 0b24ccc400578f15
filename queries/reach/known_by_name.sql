-- The people who are known by a name at a company alone, without address, profile or id.
select b.owner as id
from belongs b
join node n on n.id = b.mention and n.kind = 'Person'
group by b.owner
having bool_and(n.key like 'name:%')
