-- The day of the newest and of the first signal of each source, where signals are edges that change.
-- $as_of: the last day that counts
with told as (
    select kind, source, max(since) as newest, min(since) as first
    from fact
    where kind in ('USES', 'CUSTOMER_OF', 'WORKS_AT', 'WORKED_AT') and since <= $as_of
    group by kind, source
    union all
    select kind, source, max(until), min(until)
    from fact
    where kind in ('USES', 'CUSTOMER_OF', 'WORKS_AT', 'WORKED_AT') and until <= last_seen
        and until <= $as_of
    group by kind, source
)
select kind, source, max(newest) as newest, min(first) as first
from told
group by kind, source
order by kind, source
