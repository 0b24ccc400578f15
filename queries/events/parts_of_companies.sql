-- The parts that companies took in events: which kind of edge says so, as what, and on which day.
select distinct b.owner as account, f.other as event, f.kind, f.role, f.since as day
from fact f
join belongs b on b.mention = f.mention
where f.kind in ('SPONSORED', 'ATTENDED') and not f.ended
    and (f.until is null or f.until > f.last_seen)
order by account, event, kind, role, day
