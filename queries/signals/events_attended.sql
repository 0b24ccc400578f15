-- The events at which accounts were, and who of them, by day and source.
-- $since: the first day; an event's date that is no ISO date says nothing
with latest as (
    select node, property, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
    from property
    where property in ('date', 'kind', 'title')
    group by node, property
),
about as (
    select node,
        try_cast(any_value(value) filter (property = 'date'
            and regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}')) as date) as day,
        any_value(value) filter (property = 'kind') as kind,
        any_value(value) filter (property = 'title') as title
    from latest
    group by node
),
been as (
    select b.owner as account, null as person, f.other as event, f.source, f.since
    from fact f join belongs b on b.mention = f.mention
    where f.kind = 'ATTENDED' and not f.ended and (f.until is null or f.until > f.last_seen)
    union
    select place.owner, worker.owner, f.other, f.source, f.since
    from fact f
    join belongs guest on guest.mention = f.mention
    join belongs worker on worker.owner = guest.owner
    join fact job on job.mention = worker.mention and job.kind = 'WORKS_AT'
        and not job.ended and (job.until is null or job.until > job.last_seen)
    join belongs place on place.mention = job.other
    where f.kind = 'JOINED' and not f.ended and (f.until is null or f.until > f.last_seen)
)
select distinct been.account, been.person, coalesce(a.title, n.name) as event, a.kind, been.source,
    coalesce(been.since, a.day) as day
from been
join node n on n.id = been.event
left join about a on a.node = been.event
where coalesce(been.since, a.day) >= $since
order by been.account, been.person, event, been.source, day
