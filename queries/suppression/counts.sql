-- The numbers of tokens by kind, scope, reason, last day and the day on which it was said.
select kind, scope, reason, until, said_on, count(*) as tokens
from suppressed
group by kind, scope, reason, until, said_on
order by kind, scope, reason, until nulls last, said_on
