-- The day of the newest and of the first signal of each source, by the kind of edge that tells it.
-- $as_of: the last day that counts
with happened as (
    select node, try_cast(arg_max(value, struct_pack(seen := last_seen, text := value)) as date)
        as day
    from property
    where property = 'date'
    group by node
),
told as (
    select f.kind, case when f.kind = 'SHOWED' then n.name end as signal, f.source,
        unnest(case when f.kind = 'SHOWED' then [f.since]
            when f.kind in ('ATTENDED', 'JOINED') then [coalesce(f.since, h.day)]
            else [f.since, case when f.until <= f.last_seen then f.until end] end) as day
    from fact f
    left join node n on n.id = f.other and f.kind = 'SHOWED'
    left join happened h on h.node = f.other
    where f.kind in ('SHOWED', 'ATTENDED', 'JOINED', 'USES', 'CUSTOMER_OF', 'WORKS_AT', 'WORKED_AT')
)
select kind, signal, source, max(day) as newest, min(day) as first
from told
where day <= $as_of
group by kind, signal, source
order by kind, signal, source
