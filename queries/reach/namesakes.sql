-- The people who bear the name of a colleague.
with bearing as materialized (
    select mention
    from naming
    where clean in (
        select substr(key, length('colleague:') + 1)
        from node
        where kind = 'Person' and key like 'colleague:%'
    )
)
select distinct b.owner as id
from bearing n
join node m on m.id = n.mention and m.kind = 'Person'
join belongs b on b.mention = n.mention
order by id
