-- What colleagues are to people: each kind of edge, its day, and what it says.
select knowing.owner as one, known.owner as other, f.kind, coalesce(f.since, f.last_seen) as day,
    f.strength as number, f.role as word
from fact f
join belongs knowing on knowing.mention = f.mention
join belongs known on known.mention = f.other
where f.kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS') and not f.ended
order by one, other, f.kind, day, number, word
