-- The people who asked not to be contacted, and those of one name at one company with them.
with said as (
    select node, source, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
    from property
    where property = 'opted_out'
    group by node, source
),
-- By the latest statement of any source.
out as (
    select distinct b.owner as id from said join belongs b on b.mention = said.node
    where said.value = 'true'
),
-- Where each works, and its names there.
borne as (
    select distinct worker.owner as person, place.owner as account, n.clean
    from fact job
    join belongs worker on worker.mention = job.mention
    join belongs place on place.mention = job.other
    join belongs mine on mine.owner = worker.owner
    join naming n on n.mention = mine.mention and not n.alias
    where job.kind = 'WORKS_AT'
)
select id from out
union
select other.person
from out
join borne one on one.person = out.id
join borne other on other.account = one.account and other.clean = one.clean
order by 1
