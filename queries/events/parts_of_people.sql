-- The parts that people took in events, with where they worked on the day; without one, where now.
with told as (
    select node, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
    from property
    where property = 'date'
    group by node
),
guests as (
    select distinct guest.owner as person, f.other as event, f.role,
        coalesce(f.since, try_cast(case when regexp_full_match(t.value, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
            then t.value end as date)) as day
    from fact f
    join belongs guest on guest.mention = f.mention
    left join told t on t.node = f.other
    where f.kind = 'JOINED' and not f.ended and (f.until is null or f.until > f.last_seen)
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
    where (since is null or day is null or since <= day)
        and (coalesce(until >= day, until > last_seen)
            or (until is null and kind = 'WORKS_AT' and not ended))
        -- A job without an end is over where another source, or a later word, knows of its end.
        and not exists (
            select 1
            from jobs done
            where done.person = j.person and done.account = j.account
                and done.day is not distinct from j.day
                and j.until is null and done.until < coalesce(j.day, j.last_seen)
                and (j.since is null or j.since <= coalesce(done.since, done.until))
                and (done.source <> j.source or done.last_seen > j.last_seen
                    or (j.since is null and done.last_seen = j.last_seen))
        )
)
select distinct e.account, g.person, g.event, g.role, g.day
from guests g
join employed e on e.person = g.person and e.day is not distinct from g.day
where e.dated or not exists (
    select 1 from employed sure
    where sure.person = e.person and sure.day is not distinct from e.day and sure.dated
)
order by e.account, g.person, g.event, g.role, g.day
