-- The currencies of deals ("" for none), the most frequent first, with how many there are and are rated.
select coalesce(role, '') as currency, count(distinct other) as deals,
    count(distinct other) filter (strength is not null) as rated
from fact
where kind = 'HAS_DEAL' and not ended and amount is not null
group by 1
order by currency = '', deals desc, currency
