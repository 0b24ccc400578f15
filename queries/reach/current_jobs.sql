-- Where these people work as of a day and as what, the job that was told last first.
-- $as_of: the day
-- rows: id
select worker.owner as person, a.name as company, a.status,
    arg_max(job.role, struct_pack(seen := job.last_seen, role := job.role)) as title,
    max(job.last_seen) as told
from rows r
join belongs worker on worker.owner = r.id
join fact job on job.mention = worker.mention and job.kind = 'WORKS_AT'
join belongs place on place.mention = job.other
join account a on a.id = place.owner
where (job.since is null or job.since <= $as_of)
    and (coalesce(job.until > $as_of, false) or (job.until is null and not job.ended))
group by worker.owner, a.id, a.key, a.name, a.status
order by person, told desc, a.key
