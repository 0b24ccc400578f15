-- Who left a customer and works elsewhere now, in which jobs, and until when were they there?
with jobs as (
    select worker.owner as person, place.owner as account, job.kind = 'WORKED_AT' or job.ended
            or (job.until is not null and job.until <= job.last_seen) as gone,
        job.role as title, job.since, job.until
    from fact job
    join belongs place on place.mention = job.other
    join belongs worker on worker.mention = job.mention
    where job.kind in ('WORKS_AT', 'WORKED_AT')
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
