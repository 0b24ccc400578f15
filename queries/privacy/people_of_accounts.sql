-- The people who have or had a job at these accounts or bear a name there, and whether elsewhere too.
-- rows: id
with told as (
    select distinct worker.owner as id, place.owner as account
    from fact job
    join belongs worker on worker.mention = job.mention
    join belongs place on place.mention = job.other
    where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
    union
    select named.owner, place.owner
    from naming n
    join node p on p.id = n.mention and p.kind = 'Person'
    join belongs named on named.mention = p.id
    join node a on a.kind = 'Account' and a.key = n.place
    join belongs place on place.mention = a.id
)
select id, bool_or(account not in (select id from rows)) as elsewhere
from told
group by id
having bool_or(account in (select id from rows))
order by id
