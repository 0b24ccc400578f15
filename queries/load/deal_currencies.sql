-- The currencies of deals, the most frequent first, with the numbers of their deals and of rated ones.
select role as currency, count(distinct other) as deals,
    count(distinct other) filter (strength is not null) as rated
from fact
where kind = 'HAS_DEAL' and not ended and role is not null
group by role
order by deals desc, currency
