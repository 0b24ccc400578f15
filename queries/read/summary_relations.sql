-- How many links has a relation, how many traits, and how many accounts are known in it?
-- $relation: its name
select count(*) as links, count(distinct trait) as traits, count(distinct account) as accounts
from link
where relation = $relation
