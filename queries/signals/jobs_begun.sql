-- The jobs of people at accounts that they had on a day, of those that began lately or later.
-- $since: the first day
-- $as_of: the day; where several beginnings are told, the last by then counts
select place.owner as account, worker.owner as person, max(job.role) as title,
    coalesce(max(job.since) filter (job.since <= $as_of), max(job.since)) as day
from fact job
join belongs place on place.mention = job.other
join belongs worker on worker.mention = job.mention
where job.kind in ('WORKS_AT', 'WORKED_AT') and (job.until > $as_of
    or (job.until is null and job.kind = 'WORKS_AT' and not job.ended))
group by place.owner, worker.owner
having coalesce(max(job.since) filter (job.since <= $as_of), max(job.since)) >= $since
order by account, person
