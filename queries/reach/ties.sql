-- What colleagues are to these people: each kind of edge, its day (a connection may have none), what it says.
-- rows: id
select knowing.owner as one, known.owner as other, f.kind,
    case when f.kind = 'KNOWS' then f.since else coalesce(f.since, f.last_seen) end as day,
    f.first_seen as first_told, f.strength as number, f.role as word,
    f.mention as by_mention, f.other as of_mention, f.source
from rows r
join belongs known on known.owner = r.id
join fact f on f.other = known.mention
join belongs knowing on knowing.mention = f.mention
where f.kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS') and not f.ended
