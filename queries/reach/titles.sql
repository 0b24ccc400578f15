-- What these people are where they work, by the latest word on it.
-- rows: id
select worker.owner as person, place.owner as account,
    arg_max(job.role, struct_pack(seen := job.last_seen, role := job.role)) as title
from rows r
join belongs worker on worker.owner = r.id
join fact job on job.mention = worker.mention and job.kind = 'WORKS_AT' and job.role is not null
join belongs place on place.mention = job.other
group by worker.owner, place.owner
order by person, account
