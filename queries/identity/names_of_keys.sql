-- The accounts with a domain, page or id of an unknown system that rows call by several names.
select a.key, n.name, n.clean
from account a
join belongs b on b.owner = a.id
join naming n on n.mention = b.mention and not n.alias
where split_part(a.key, ':', 1) in ('domain', 'linkedin', 'id')
group by a.key, n.name, n.clean
qualify count(distinct n.clean) over (partition by a.key) > 1
order by all
