-- The people at accounts on a day who came lately, and those who come later.
-- $since: the first day
-- $as_of: the day; who is there has the title of the newest job begun by then
-- $account: its id where one alone is asked about, else none
with jobs as (
    select worker.owner as person, place.owner as account, job.role as title, job.since, job.until,
        job.source, job.last_seen,
        coalesce(job.until > $as_of, job.kind = 'WORKS_AT' and not job.ended) as held
    from fact job
    join belongs place on place.mention = job.other
    join belongs worker on worker.mention = job.mention
    where job.kind in ('WORKS_AT', 'WORKED_AT')
        and ($account is null or place.owner = $account)
    qualify max(job.since) over (partition by worker.owner, place.owner) >= $since
),
-- A job without an end is over where another source, or a later word, knows of its end.
told as (
    select *, held and (since is null or since <= $as_of) as present
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
    select person, account, max(since) filter (since <= $as_of) as lately,
        min(since) filter (held and since > $as_of) as later
    from told j
    where since is not null and not exists (
        select 1
        from told before
        where before.person = j.person and before.account = j.account and before.since < j.since
            and (before.until is null or before.until + 31 >= j.since)
    )
    group by person, account
),
came as (
    select person, account, there, case when there then lately else later end as day
    from begun
    join (
        select person, account, bool_or(present) as there from told group by person, account
    ) stay using (person, account)
)
select c.account, c.person, arg_max(t.title, struct_pack(
        since := coalesce(t.since, date '0001-01-01'), seen := t.last_seen, title := t.title))
        filter (t.title is not null) as title, c.day
from came c
join told t on t.person = c.person and t.account = c.account
    and case when c.there then t.present else t.held and t.since = c.day end
where c.day >= $since
group by c.account, c.person, c.day
order by c.account, c.person
