-- The mentions that make up an account, and why.
-- $account: its id
select k.key as mention, b.why,
    coalesce(string_agg(distinct n.name, '; ' order by n.name), '') as names,
    coalesce(string_agg(distinct n.source, '; ' order by n.source), '') as sources,
    min(n.first_seen) as first_seen, max(n.last_seen) as last_seen
from belongs b
join node k on k.id = b.mention
left join naming n on n.mention = b.mention
where b.owner = $account
group by k.key, b.why
order by b.why <> 'key', k.key
