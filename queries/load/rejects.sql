-- Which rows were refused, and why? Of each file what its last load refused.
select r.load, r.file, r.row, r.reason, r.original
from reject r
where r.load = (select max(l.id) from load l where l.file = r.file)
order by r.load, r.file, r.row
