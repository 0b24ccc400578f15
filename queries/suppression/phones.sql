-- The telephone numbers of people, as files have them.
select distinct b.owner as id, p.value
from property p
join node n on n.id = p.node and n.kind = 'Person'
join belongs b on b.mention = n.id
where p.property = 'phone'
order by id, p.value
