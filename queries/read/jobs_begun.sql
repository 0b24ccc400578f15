-- The present jobs of people at accounts that began lately.
-- $since: the first day
select place.owner as account, worker.owner as person, max(job.role) as title,
    max(job.since) as day
from fact job
join belongs place on place.mention = job.other
join belongs worker on worker.mention = job.mention
where job.kind = 'WORKS_AT' and (job.until is null or job.until > job.last_seen)
group by place.owner, worker.owner
having max(job.since) >= $since
order by account, person
