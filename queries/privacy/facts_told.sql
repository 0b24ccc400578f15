-- The edges that sources state of these mentions, at either end, with their files and days.
-- rows: id
select f.kind, m.key as mention, m.name, o.key as other, o.name as other_name, f.since, f.until,
    f.role, f.strength, f.amount, f.outcome, f.opened_on, f.closed_on, f.ended, f.source, l.file,
    f.first_seen, f.last_seen
from fact f
join node m on m.id = f.mention
join node o on o.id = f.other
left join load l on l.id = f.load
where f.mention in (select id from rows) or f.other in (select id from rows)
order by f.kind, m.key, o.key, f.since, f.source
