-- The people who asked not to be contacted, and those of one name at one company with them.
with said as (
    select node, source, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
    from property
    where property = 'opted_out'
    group by node, source
),
-- By the latest statement of any source.
out as materialized (
    select distinct b.owner as id from said join belongs b on b.mention = said.node
    where said.value = 'true'
),
-- Where these work, and their names there.
there as materialized (
    select distinct out.id as person, employer.owner as account
    from out
    join belongs worker on worker.owner = out.id
    join fact job on job.mention = worker.mention and job.kind = 'WORKS_AT'
    join belongs employer on employer.mention = job.other
),
named as materialized (
    select distinct t.account, n.clean
    from there t
    join belongs mine on mine.owner = t.person
    join naming n on n.mention = mine.mention and not n.alias
)
select id from out
union
select worker.owner
from named
join belongs place on place.owner = named.account
join fact job on job.other = place.mention and job.kind = 'WORKS_AT'
join belongs worker on worker.mention = job.mention
join belongs mine on mine.owner = worker.owner
join naming n on n.mention = mine.mention and not n.alias and n.clean = named.clean
order by 1
