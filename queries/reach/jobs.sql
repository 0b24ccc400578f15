-- The jobs of people and colleagues: where, from when to when, the day on which each was last told.
select worker.owner as person, place.owner as account, job.since,
    job.until, job.last_seen as told,
    job.kind = 'WORKS_AT' and not job.ended and (job.until is null or job.until > job.last_seen)
        as present
from fact job
join belongs worker on worker.mention = job.mention
join belongs place on place.mention = job.other
where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
