-- Who had left a customer and worked elsewhere on a day, in which jobs, and until when were they there?
-- $as_of: the day; jobs that began later are left out, and those that ended later went on
-- $account: the id of where they work, where that alone is asked about, else none
with there as (
    select worker.owner as person
    from belongs place
    join fact job on job.other = place.mention and job.kind in ('WORKS_AT', 'WORKED_AT')
    join belongs worker on worker.mention = job.mention
    where place.owner = $account
),
jobs as (
    select worker.owner as person, place.owner as account, job.role as title, job.since, job.until,
        job.source, job.last_seen,
        coalesce(job.until > $as_of, job.kind = 'WORKS_AT' and not job.ended) as held
    from fact job
    join belongs place on place.mention = job.other
    join belongs worker on worker.mention = job.mention
    join account a on a.id = place.owner
    where job.kind in ('WORKS_AT', 'WORKED_AT') and (job.since is null or job.since <= $as_of)
        and ($account is null or worker.owner in (select person from there))
    qualify bool_or(a.status = 'customer') over (partition by worker.owner)
),
-- A job without an end is over where another source, or a later word, knows of its end.
told as (
    select *
    from jobs j
    where not exists (
        select 1
        from jobs done
        where done.person = j.person and done.account = j.account
            and j.until is null and done.until <= $as_of
            and (j.since is null or j.since <= coalesce(done.since, done.until))
            and (done.source <> j.source or done.last_seen > j.last_seen
                or (j.since is null and done.last_seen = j.last_seen))
    )
),
-- A stay begins with a job that follows none there within a month, as many know months alone.
begun as (
    select person, account, max(since) as since
    from told j
    where since is not null and not exists (
        select 1
        from told before
        where before.person = j.person and before.account = j.account and before.since < j.since
            and (before.until is null or before.until + 31 >= j.since)
    )
    group by person, account
),
stays as (
    select person, account, bool_or(held) as held, max(until) as until,
        arg_max(title, struct_pack(since := coalesce(since, date '0001-01-01'), seen := last_seen,
            title := title)) filter (held and title is not null) as title
    from told
    group by person, account
)
select former.person, former.account as former, former.until, present.account as present,
    present.title, begun.since
from stays former
join account a on a.id = former.account and a.status = 'customer'
join stays present on present.person = former.person and present.held
left join begun on begun.person = present.person and begun.account = present.account
where not former.held and ($account is null or present.account = $account)
order by former.person, former, present
