-- The colleagues by what they go by, and who each is.
select b.owner as id, n.key
from node n
join belongs b on b.mention = n.id
where n.kind = 'Person' and n.key like 'colleague:%'
order by n.key
