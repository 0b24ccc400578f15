-- Who works at an account, and which colleagues know them? Not who asked not to be written to.
-- $account: its id
with gone as (
    select b.owner as person
    from (
        select node, source,
            arg_max(value, struct_pack(seen := last_seen, text := value)) as value
        from property
        where property = 'opted_out'
        group by node, source
    ) p
    join belongs b on b.mention = p.node
    where p.value = 'true'
),
here as (
    select worker.owner as person, max(job.role) as title
    from fact job
    join belongs place on place.mention = job.other and place.owner = $account
    join belongs worker on worker.mention = job.mention
    where job.kind = 'WORKS_AT' and (job.until is null or job.until > job.last_seen)
    group by worker.owner
)
select n.name as person, here.title, string_agg(distinct colleague.name, '; ' order by colleague.name) as known_by
from here
join node n on n.id = here.person
left join belongs mine on mine.owner = here.person
left join fact known on known.kind = 'KNOWS' and known.other = mine.mention
left join belongs knowing on knowing.mention = known.mention
left join node colleague on colleague.id = knowing.owner
where here.person not in (select person from gone)
group by here.person, n.name, here.title
order by known_by is null, person, title
