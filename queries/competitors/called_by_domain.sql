-- The accounts without a name of their own whose domain begins with one of these labels.
-- rows: label
select a.id, r.label
from account a
join rows r on split_part(a.domain, '.', 1) = r.label
where a.name = a.domain
order by a.id
