-- What these people are where they work on a day, by the latest word on it.
-- $as_of: the day; a job that began later is none yet, and one that ended later went on
-- rows: id
select worker.owner as person, place.owner as account,
    arg_max(job.role, struct_pack(
        held := coalesce(job.until > $as_of, job.kind = 'WORKS_AT' and not job.ended),
        known := coalesce(job.since, job.first_seen) <= $as_of, seen := job.last_seen,
        since := coalesce(job.since, date '0001-01-01'), role := job.role)) as title
from rows r
join belongs worker on worker.owner = r.id
join fact job on job.mention = worker.mention and job.role is not null
    and (job.kind = 'WORKS_AT' or (job.kind = 'WORKED_AT' and job.until > $as_of))
    and (job.since is null or job.since <= $as_of)
join belongs place on place.mention = job.other
group by worker.owner, place.owner
order by person, account
