-- The links of these accounts in one relation.
-- $relation: its name
-- rows: id
select l.account, l.trait, l.value
from link l join rows r on l.account = r.id
where l.relation = $relation
