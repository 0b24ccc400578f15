-- How many accounts have each trait of one relation?
-- $relation: its name
select trait as id, count(*) as accounts
from link
where relation = $relation
group by trait
