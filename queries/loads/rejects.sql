-- The rows that each file's last load rejected, and why.
select r.load, r.file, r.row, r.reason, r.original
from reject r
where r.load = (select max(l.id) from load l where l.file = r.file)
order by r.load, r.file, r.row
