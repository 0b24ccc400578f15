-- The accounts with a domain that rows call by several names of their own: these names.
select a.domain, n.name, n.clean
from account a
join belongs b on b.owner = a.id
join naming n on n.mention = b.mention and not n.alias
where a.domain is not null
group by a.domain, n.name, n.clean
qualify count(distinct n.clean) over (partition by a.domain) > 1
order by all
