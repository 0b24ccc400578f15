-- Of which accounts does each source tell that names technologies, people, competitors or signals?
select distinct b.owner as account, f.kind, f.source
from fact f
join belongs b on b.mention = case when f.kind = 'WORKS_AT' then f.other else f.mention end
where f.kind in ('USES', 'CUSTOMER_OF', 'WORKS_AT', 'SHOWED')
order by account, f.kind, f.source
