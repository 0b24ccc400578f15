-- The people who work at these accounts.
-- rows: id
select place.owner as account, worker.owner as id, max(job.role) as title
from rows
join belongs place on place.owner = rows.id
join fact job on job.other = place.mention
join belongs worker on worker.mention = job.mention
where job.kind = 'WORKS_AT' and (job.until is null or job.until > job.last_seen)
group by place.owner, worker.owner
order by account, id
