-- The companies that have exactly these cleaned names, also those of a load that is not over yet, with their keys.
-- rows: clean
with named as (
    select distinct n.clean, n.alias, n.mention, coalesce(b.owner, n.mention) as id
    from rows r
    join naming n on n.clean = r.clean
    join node m on m.id = n.mention and m.kind = 'Account'
    left join belongs b on b.mention = n.mention
)
select distinct named.clean, named.alias, named.id, a.country, k.key
from named
left join account a on a.id = named.id
left join belongs o on o.owner = named.id
join node k on k.id = coalesce(o.mention, named.mention)
order by all
