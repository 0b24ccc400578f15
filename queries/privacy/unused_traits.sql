-- Of these traits those that no account has or had by any source, nor a person where people have them.
-- rows: id
select n.id, n.kind, n.key
from node n
join rows r on r.id = n.id
where n.kind not in ('Account', 'Person')
    and not exists (
        from fact f join node m on m.id = f.mention
        where f.other = n.id and (m.kind = 'Account' or n.kind not in ('Deal', 'Signal', 'CaseStudy')))
    and not exists (from link l where l.trait = n.id)
    and not exists (from property p where p.value = n.key and p.node <> n.id)
order by n.id
