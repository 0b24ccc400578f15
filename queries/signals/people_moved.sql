-- Who had left a customer and worked elsewhere on a day, in which jobs, and until when were they there?
-- $as_of: the day; jobs that began later are left out, and those that ended later went on
with jobs as (
    select worker.owner as person, place.owner as account,
        coalesce(job.until <= $as_of, job.kind = 'WORKED_AT' or job.ended) as gone,
        job.role as title, job.since, job.until
    from fact job
    join belongs place on place.mention = job.other
    join belongs worker on worker.mention = job.mention
    where job.kind in ('WORKS_AT', 'WORKED_AT') and (job.since is null or job.since <= $as_of)
),
stays as (
    select person, account, bool_or(gone) as gone, max(title) as title, max(since) as since,
        max(until) as until
    from jobs
    group by person, account
)
select former.person, former.account as former, former.until, present.account as present,
    present.title, present.since
from stays former
join account a on a.id = former.account and a.status = 'customer'
join stays present on present.person = former.person and not present.gone
where former.gone
order by former.person, former, present
