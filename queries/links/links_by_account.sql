-- The links of one relation with the places of their accounts, sorted by these.
-- $relation: its name
-- rows: id, place
select r.place, l.trait, l.value
from link l join rows r on l.account = r.id
where l.relation = $relation
order by r.place
