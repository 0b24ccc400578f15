-- Of which accounts does each source tell that names technologies, people, competitors or signals?
-- $as_of: the day; of jobs that ended, those that ended later count, as people who worked there
select distinct b.owner as account, case f.kind when 'WORKED_AT' then 'WORKS_AT' else f.kind end as kind,
    f.source
from fact f
join belongs b
    on b.mention = case when f.kind in ('WORKS_AT', 'WORKED_AT') then f.other else f.mention end
where f.kind in ('USES', 'CUSTOMER_OF', 'WORKS_AT', 'SHOWED')
    or (f.kind = 'WORKED_AT' and f.until > $as_of)
order by account, kind, f.source
