-- What sources say of these mentions as columns, with their files and days.
-- rows: id
select m.key as mention, p.property, p.value, p.source, l.file, p.first_seen, p.last_seen
from property p
join rows r on r.id = p.node
join node m on m.id = p.node
left join load l on l.id = p.load
order by m.key, p.property, p.value, p.source
