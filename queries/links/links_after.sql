-- The links of one relation that are known only from a day on (later), or without a date.
-- $relation: its name
-- $edges: the edge types that make it up, with | between them
-- $since: the day
with told as (
    select b.owner as account, f.other as trait, f.since as day
    from fact f
    join belongs b on b.mention = f.mention
    where f.kind in (select unnest(string_split($edges, '|'))) and $relation <> 'people'
    union all
    select b.owner, person.owner, job.since
    from fact job
    join belongs b on b.mention = job.other
    join belongs person on person.mention = job.mention
    where job.kind in ('WORKS_AT', 'WORKED_AT') and $relation = 'people'
    union all
    -- Someone's company was there from when both are true; with one date, only a late one counts.
    select b.owner, joined.other,
        case when job.since is null and joined.since < $since then null
            when joined.since is null and job.since < $since then null
            else greatest(job.since, joined.since) end
    from fact job
    join belongs b on b.mention = job.other
    join belongs worker on worker.mention = job.mention
    join belongs guest on guest.owner = worker.owner
    join fact joined on joined.mention = guest.mention and joined.kind = 'JOINED'
    where job.kind = 'WORKS_AT' and $relation = 'attended'
        and (job.until is null or job.until > job.last_seen)
        and not exists (
            select 1
            from fact gone
            join belongs place on place.mention = gone.other and place.owner = b.owner
            join belongs leaver on leaver.mention = gone.mention and leaver.owner = worker.owner
            where gone.kind = 'WORKED_AT'
                and (job.since is null or job.since <= coalesce(gone.since, gone.until))
        )
)
select l.account, l.trait, min(t.day) is not null as later
from link l
left join told t on t.account = l.account and t.trait = l.trait
where l.relation = $relation
group by l.account, l.trait
having min(t.day) is null or min(t.day) >= $since
order by l.account, l.trait
