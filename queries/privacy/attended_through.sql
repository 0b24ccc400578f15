-- That companies attended events, where the rows of these guests alone say so.
-- rows: id
select distinct a.mention, a.other, a.source
from fact j
join rows r on r.id = j.mention
join fact w on w.mention = j.mention and w.kind = 'WORKS_AT' and w.source = j.source
join belongs place on place.mention = w.other
join belongs same on same.owner = place.owner
join fact a on a.mention = same.mention and a.kind = 'ATTENDED' and a.other = j.other
    and a.source = j.source
where j.kind = 'JOINED' and not exists (
    select 1
    from fact guest
    join fact job on job.mention = guest.mention and job.kind = 'WORKS_AT'
        and job.source = guest.source
    join belongs employer on employer.mention = job.other
    where guest.kind = 'JOINED' and guest.other = j.other and guest.source = j.source
        and employer.owner = place.owner and guest.mention not in (select id from rows))
order by a.source, a.mention, a.other
