-- Which mentions did people say are one?
select a.key as a, b.key as b
from same_as s join node a on a.id = s.a join node b on b.id = s.b
where s.decided
order by 1, 2
