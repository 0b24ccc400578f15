-- The names of these people, each with the keys of the accounts where they bear it or have or had a job.
-- rows: id
with named as (
    select b.owner as id, n.clean, n.place
    from rows r
    join belongs b on b.owner = r.id
    join naming n on n.mention = b.mention
),
worked as (
    select worker.owner as id, place.owner as account
    from rows r
    join belongs worker on worker.owner = r.id
    join fact job on job.mention = worker.mention
    join belongs place on place.mention = job.other
    where job.kind in ('WORKS_AT', 'WORKED_AT', 'HELD_JOB_AT')
    union
    select named.id, b.owner
    from named
    join node a on a.kind = 'Account' and a.key = named.place
    join belongs b on b.mention = a.id
)
select distinct n.id, n.clean, k.key as place
from named n
join worked w on w.id = n.id
join belongs b on b.owner = w.account
join node k on k.id = b.mention
order by n.id, n.clean, place
