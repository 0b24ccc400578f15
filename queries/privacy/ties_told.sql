-- The statements that these mentions and others are one, or are not.
-- rows: id
select a.key as one, b.key as other, s.reason, s.score, s.decided, s.source, l.file, s.first_seen,
    s.last_seen
from same_as s
join node a on a.id = s.a
join node b on b.id = s.b
left join load l on l.id = s.load
where s.a in (select id from rows) or s.b in (select id from rows)
order by a.key, b.key, s.reason
