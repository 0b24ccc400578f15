-- The accounts with a domain, page or id of an unknown system that rows call by several names.
with several as (
    select b.owner as id
    from naming n join belongs b on b.mention = n.mention
    where not n.alias
    group by b.owner
    having min(n.clean) <> max(n.clean)
)
select distinct a.key, n.name, n.clean
from several s
join account a on a.id = s.id and split_part(a.key, ':', 1) in ('domain', 'linkedin', 'id')
join belongs b on b.owner = a.id
join naming n on n.mention = b.mention and not n.alias
order by all
