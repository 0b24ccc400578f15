-- How many links has each relation, how many traits, and how many accounts are known in it?
select relation, count(*) as links, count(distinct trait) as traits,
    count(distinct account) as accounts
from link
group by relation
