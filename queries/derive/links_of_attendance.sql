-- Derives the events that accounts attended: as companies, or through people who still work there.
-- rows: id
-- $relation: the relation
insert into link (relation, account, trait, value)
with left_since as (
    select b.owner as account, person.owner as person, job.since, job.until
    from rows r
    join belongs b on b.owner = r.id
    join fact job on job.other = b.mention and job.kind = 'WORKED_AT'
    join belongs person on person.mention = job.mention
)
select $relation, account, trait, max(value)
from (
    select b.owner as account, f.other as trait, coalesce(f.strength, 1) as value
    from rows r
    join belongs b on b.owner = r.id
    join fact f on f.mention = b.mention and f.kind = 'ATTENDED'
    where f.until is null or f.until > f.last_seen
    union all
    select b.owner, joined.other, coalesce(joined.strength, 1)
    from rows r
    join belongs b on b.owner = r.id
    join fact job on job.other = b.mention and job.kind = 'WORKS_AT'
    join belongs worker on worker.mention = job.mention
    join belongs guest on guest.owner = worker.owner
    join fact joined on joined.mention = guest.mention and joined.kind = 'JOINED'
    where (job.until is null or job.until > job.last_seen)
        -- Who rose there began the present job after the former one.
        and not exists (
            select 1
            from left_since l
            where l.account = b.owner and l.person = worker.owner
                and (job.since is null or job.since <= coalesce(l.since, l.until))
        )
)
group by account, trait
