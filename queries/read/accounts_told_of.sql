-- Of which accounts does each source tell that names technologies, people, competitors or signals?
-- $as_of: the day; of jobs that ended, those that ended later count, as people who worked there
-- $account: its id where one alone is asked about, else none
with told as (
    select mention, kind, source from fact where kind in ('USES', 'CUSTOMER_OF', 'SHOWED')
    union all
    select other, 'WORKS_AT', source from fact
    where kind = 'WORKS_AT' or (kind = 'WORKED_AT' and until > $as_of)
)
select distinct b.owner as account, t.kind, t.source
from told t
join belongs b on b.mention = t.mention
where $account is null or b.owner = $account
order by account, t.kind, t.source
