-- The people who work at an account, and the colleagues who know them.
-- $account: its id
with here as (
    select worker.owner as person, max(job.role) as title
    from fact job
    join belongs place on place.mention = job.other and place.owner = $account
    join belongs worker on worker.mention = job.mention
    where job.kind = 'WORKS_AT' and (job.until is null or job.until > job.last_seen)
    group by worker.owner
)
select here.person as id, n.name as person, here.title,
    string_agg(distinct colleague.name, '; ' order by colleague.name) as known_by
from here
join node n on n.id = here.person
left join belongs mine on mine.owner = here.person
left join fact known on known.kind = 'KNOWS' and known.other = mine.mention
left join belongs knowing on knowing.mention = known.mention
left join node colleague on colleague.id = knowing.owner
group by here.person, n.name, here.title
order by known_by is null, person, title
