-- What colleagues are to these people: each kind of edge, its day, and what it says.
-- rows: id
select knowing.owner as one, known.owner as other, f.kind, coalesce(f.since, f.last_seen) as day,
    f.strength as number, f.role as word
from rows r
join belongs known on known.owner = r.id
join fact f on f.other = known.mention
join belongs knowing on knowing.mention = f.mention
where f.kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS') and not f.ended
