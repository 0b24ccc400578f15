-- The jobs at these accounts: whose, from when to when, the day on which each was last told.
-- rows: id
select worker.owner as person, place.owner as account, job.since,
    job.until, job.last_seen as told,
    job.kind = 'WORKS_AT' and not job.ended and (job.until is null or job.until > job.last_seen)
        as present
from rows r
join belongs place on place.owner = r.id
join fact job on job.other = place.mention
join belongs worker on worker.mention = job.mention
where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
