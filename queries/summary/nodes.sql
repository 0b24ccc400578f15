-- The number of nodes of each kind; accounts and people as resolved.
select kind, count(*) as n
from node n
where kind not in ('Account', 'Person') or exists (from belongs b where b.owner = n.id)
group by kind
order by kind
