-- The accounts at which these people work or worked, with what is known of their sizes.
-- rows: id
select distinct a.id, a.employees, a.size
from rows r
join belongs worker on worker.owner = r.id
join fact job on job.mention = worker.mention
join belongs place on place.mention = job.other
join account a on a.id = place.owner
where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
