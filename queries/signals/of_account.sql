-- The signals that an account showed, how often, and when last.
-- $account: its id
with told as (
    select f.other, f.source, sum(coalesce(f.strength, 1)) as count, max(f.since) as last
    from fact f join belongs b on b.mention = f.mention and b.owner = $account
    where f.kind = 'SHOWED'
    group by f.other, f.source
)
select n.name as signal, max(t.count) as count, max(t.last) as last
from told t join node n on n.id = t.other
group by n.id, n.name
order by last desc nulls last, signal
