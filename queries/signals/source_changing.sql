-- The day of the newest and of the first signal of one source by one kind of edge, as these change.
-- $edge: the kind
-- $source: the source
-- $as_of: the last day that counts
with told as (
    select max(since) as newest, min(since) as first
    from fact
    where kind = $edge and source = $source and since <= $as_of
    union all
    select max(until), min(until)
    from fact
    where kind = $edge and source = $source and until <= last_seen and until <= $as_of
)
select max(newest) as newest, min(first) as first from told having max(newest) is not null
