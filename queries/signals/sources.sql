-- The day of the newest and of the first signal of each source, where edges of a kind are signals.
-- $as_of: the last day that counts
with happened as (
    select node, try_cast(arg_max(value, struct_pack(seen := last_seen, text := value)) as date)
        as day
    from property
    where property = 'date'
    group by node
),
told as (
    select f.kind, n.name as signal, f.source, max(f.since) as newest, min(f.since) as first
    from fact f
    join node n on n.id = f.other
    where f.kind = 'SHOWED' and f.since <= $as_of
    group by f.kind, n.name, f.source
    union all
    select f.kind, null, f.source, max(coalesce(f.since, h.day)), min(coalesce(f.since, h.day))
    from fact f
    left join happened h on h.node = f.other
    where f.kind in ('ATTENDED', 'JOINED') and coalesce(f.since, h.day) <= $as_of
    group by f.kind, f.source
)
select kind, signal, source, max(newest) as newest, min(first) as first
from told
group by kind, signal, source
order by kind, signal, source
