-- The keys of these mentions, their owners so far and why, and whether there are proposals.
-- rows: id
select n.id, n.key, b.owner, b.why,
    n.id in (select a from proposal union all select b from proposal) as proposed
from node n
join rows r on n.id = r.id
left join belongs b on b.mention = n.id
