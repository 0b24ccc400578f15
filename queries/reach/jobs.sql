-- The jobs at these accounts as of a day: whose, from when to when, the days on which each was told.
-- $as_of: the day; jobs that began later are left out, and what ended later lasted until then
-- rows: id
select worker.owner as person, place.owner as account, job.since,
    case when job.until <= $as_of then job.until when job.until > $as_of then $as_of end as until,
    job.first_seen as first_told, least(job.last_seen, $as_of) as told,
    job.kind <> 'HELD_JOB_AT' and (coalesce(job.until > $as_of, false)
        or (job.until is null and job.kind = 'WORKS_AT' and not job.ended)) as present
from rows r
join belongs place on place.owner = r.id
join fact job on job.other = place.mention
join belongs worker on worker.mention = job.mention
where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
    and (job.since is null or job.since <= $as_of)
