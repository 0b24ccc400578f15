-- The numbers of links, traits and known accounts of a relation.
-- $relation: its name
select count(*) as links, count(distinct trait) as traits, count(distinct account) as accounts
from link
where relation = $relation
