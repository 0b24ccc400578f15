-- The jobs at these accounts as they were known on a day; see jobs.
-- $as_of: the day; a job without a beginning is known from when it was first told
-- rows: id
select worker.owner as person, place.owner as account, job.since,
    case when job.until <= $as_of then job.until end as until, least(job.last_seen, $as_of) as told,
    job.kind <> 'HELD_JOB_AT' and (job.until > $as_of
        or (job.until is null and job.kind = 'WORKS_AT' and not job.ended)) as present
from rows r
join belongs place on place.owner = r.id
join fact job on job.other = place.mention
join belongs worker on worker.mention = job.mention
where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
    and coalesce(job.since, job.first_seen) <= $as_of
