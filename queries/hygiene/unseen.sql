-- Of which of these accounts did no source say anything since a day, and when did one last do so?
-- $since: the day
-- rows: id
with mine as (select b.mention, b.owner from belongs b join rows r on b.owner = r.id),
-- Most accounts are named by what is loaded again, so that few of all facts are looked at.
named as (
    select distinct m.owner
    from naming n join mine m on m.mention = n.mention
    where n.last_seen >= $since
),
rest as (select m.mention, m.owner from mine m anti join named d on d.owner = m.owner)
select m.owner as account, max(s.last_seen) as last_seen
from (
    select n.mention, n.last_seen from naming n semi join rest m on n.mention = m.mention
    union all
    select p.node, p.last_seen from property p semi join rest m on p.node = m.mention
    union all
    select f.mention, f.last_seen from fact f semi join rest m on f.mention = m.mention
    union all
    select f.other, f.last_seen from fact f semi join rest m on f.other = m.mention
) s
join rest m on m.mention = s.mention
group by m.owner
having max(s.last_seen) < $since
order by m.owner
