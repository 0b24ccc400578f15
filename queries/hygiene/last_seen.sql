-- When a source last said something of these accounts.
-- rows: id
with mine as (select b.mention, b.owner from belongs b join rows r on b.owner = r.id)
select m.owner as account, max(s.last_seen) as last_seen
from (
    select n.mention, n.last_seen from naming n semi join mine m on n.mention = m.mention
    union all
    select p.node, p.last_seen from property p semi join mine m on p.node = m.mention
    union all
    select f.mention, f.last_seen from fact f semi join mine m on f.mention = m.mention
    union all
    select f.other, f.last_seen from fact f semi join mine m on f.other = m.mention
) s
join mine m on m.mention = s.mention
group by m.owner
order by m.owner
