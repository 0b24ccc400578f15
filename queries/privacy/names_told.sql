-- The names that sources give these mentions, with their files and days.
-- rows: id
select m.key as mention, n.name, n.place, n.alias, n.source, l.file, n.first_seen, n.last_seen
from naming n
join rows r on r.id = n.mention
join node m on m.id = n.mention
left join load l on l.id = n.load
order by m.key, n.name, n.source, n.first_seen
