-- On which day was each of some links of one relation last known to be so, and since when is it?
-- $relation: its name
-- $edges: the edge types that make it up, with | between them
-- rows: account, trait
with happened as (
    select node, try_cast(arg_max(value, struct_pack(seen := last_seen, text := value)) as date)
        as day
    from property
    where property = 'date'
    group by node
),
told as (
    -- Of what happens once, its day; of what lasts, the day on which it was told or had ended.
    select r.account, r.trait,
        case when f.kind in ('SPONSORED', 'ATTENDED') then coalesce(f.since, h.day, f.last_seen)
            else f.last_seen end as day,
        case when f.kind in ('SPONSORED', 'ATTENDED') then coalesce(f.since, h.day)
            else f.last_seen end as dated,
        f.since
    from rows r
    join belongs b on b.owner = r.account
    join fact f on f.mention = b.mention and f.other = r.trait
    left join happened h on h.node = f.other
    where f.kind in (select unnest(string_split($edges, '|'))) and $relation <> 'people'
        and (f.until is null or f.until > f.last_seen)
    union all
    select r.account, r.trait, least(coalesce(job.until, job.last_seen), job.last_seen),
        least(coalesce(job.until, job.last_seen), job.last_seen), null
    from rows r
    join belongs b on b.owner = r.account
    join fact job on job.other = b.mention and job.kind in ('WORKS_AT', 'WORKED_AT')
    join belongs person on person.mention = job.mention and person.owner = r.trait
    where $relation = 'people'
    union all
    select r.account, r.trait, coalesce(joined.since, h.day, joined.last_seen),
        coalesce(joined.since, h.day), null
    from rows r
    join belongs b on b.owner = r.account
    join fact job on job.other = b.mention and job.kind = 'WORKS_AT'
    join belongs worker on worker.mention = job.mention
    join belongs guest on guest.owner = worker.owner
    join fact joined on joined.mention = guest.mention and joined.kind = 'JOINED'
        and joined.other = r.trait
    left join happened h on h.node = joined.other
    where $relation = 'attended' and (job.until is null or job.until > job.last_seen)
)
-- The day counts for decay, also where only the day is known on which it was told.
select account, trait, max(day) as day, max(dated) as dated, min(since) as since
from told
group by account, trait
order by account, trait
