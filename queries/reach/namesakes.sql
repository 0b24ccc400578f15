-- The people who bear the name of a colleague.
select distinct b.owner as id
from node c
join naming n on 'colleague:' || n.clean = c.key
join node m on m.id = n.mention and m.kind = 'Person'
join belongs b on b.mention = n.mention
where c.kind = 'Person' and c.key like 'colleague:%'
order by id
