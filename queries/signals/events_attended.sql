-- The events at which accounts were, and who of them, by day and source.
-- $since: the first day; an event's date that is no ISO date says nothing
-- $account: its id where one alone is asked about, else none
with workers as (
    select worker.owner as person
    from belongs place
    join fact job on job.other = place.mention and job.kind in ('WORKS_AT', 'WORKED_AT')
    join belongs worker on worker.mention = job.mention
    where place.owner = $account
),
latest as (
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
guests as (
    select distinct guest.owner as person, f.other as event, f.source, coalesce(f.since, a.day) as day
    from fact f
    join belongs guest on guest.mention = f.mention
    left join about a on a.node = f.other
    where f.kind = 'JOINED' and not f.ended and (f.until is null or f.until > f.last_seen)
        and ($account is null or guest.owner in (select person from workers))
        and coalesce(f.since, a.day) >= $since
),
jobs as (
    select g.person, g.day, place.owner as account, job.kind, job.since, job.until, job.ended,
        job.source, job.last_seen
    from (select distinct person, day from guests) g
    join belongs worker on worker.owner = g.person
    join fact job on job.mention = worker.mention and job.kind in ('WORKS_AT', 'WORKED_AT')
    join belongs place on place.mention = job.other
),
employed as (
    select person, day, account, since is not null or until is not null as dated
    from jobs j
    where (since is null or since <= day)
        and (until >= day or (until is null and kind = 'WORKS_AT' and not ended))
        -- A job without an end is over where another source, or a later word, knows of its end.
        and not exists (
            select 1
            from jobs done
            where done.person = j.person and done.account = j.account and done.day = j.day
                and j.until is null and done.until < j.day
                and (j.since is null or j.since <= coalesce(done.since, done.until))
                and (done.source <> j.source or done.last_seen > j.last_seen
                    or (j.since is null and done.last_seen = j.last_seen))
        )
),
been as (
    select b.owner as account, null as person, f.other as event, f.source,
        coalesce(f.since, a.day) as day
    from fact f
    join belongs b on b.mention = f.mention
    left join about a on a.node = f.other
    where f.kind = 'ATTENDED' and not f.ended and (f.until is null or f.until > f.last_seen)
        and ($account is null or b.owner = $account)
        and coalesce(f.since, a.day) >= $since
    union
    select e.account, g.person, g.event, g.source, g.day
    from guests g
    join employed e on e.person = g.person and e.day = g.day
    where ($account is null or e.account = $account) and (e.dated or not exists (
        select 1 from employed sure
        where sure.person = e.person and sure.day = e.day and sure.dated
    ))
)
select distinct been.account, been.person, coalesce(a.title, n.name) as event, a.kind, been.source,
    been.day
from been
join node n on n.id = been.event
left join about a on a.node = been.event
order by been.account, been.person, event, been.source, been.day
