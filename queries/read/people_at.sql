-- The people who work at these accounts, and the colleagues (ids) who know them and refuse no path.
-- rows: id
with here as (
    select place.owner as account, worker.owner as person, max(job.role) as title
    from rows
    join belongs place on place.owner = rows.id
    join fact job on job.other = place.mention
    join belongs worker on worker.mention = job.mention
    where job.kind = 'WORKS_AT' and (job.until is null or job.until > job.last_seen)
    group by place.owner, worker.owner
),
-- Through whom no path leads, in either order.
said as (
    select one.owner as one, other.owner as other
    from introduction i
    join belongs one on one.mention = i.mention
    join belongs other on other.mention = i.other
    where i.result = 'never'
),
refused as (
    select one, other from said union select other, one from said
)
select here.account, here.person as id, here.title,
    coalesce(list(distinct knowing.owner order by knowing.owner)
        filter (where knowing.owner <> here.person and refused.one is null), []) as known_by
from here
left join belongs mine on mine.owner = here.person
left join fact known on known.other = mine.mention
    and known.kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS')
left join belongs knowing on knowing.mention = known.mention
left join refused on refused.one = knowing.owner and refused.other = here.person
group by here.account, here.person, here.title
order by here.account, here.person
