-- Since when, or until when, do accounts use technologies, of those that changed lately?
-- $since: the first day
-- $as_of: the day; what began later does not say that a technology was still in use
-- $account: its id where one alone is asked about, else none
with lately as (
    -- Those that changed are few, so that the rest is not grouped.
    select distinct b.owner as account, f.other as technology
    from fact f join belongs b on b.mention = f.mention
    where f.kind = 'USES' and (f.since >= $since or f.until >= $since)
        and ($account is null or b.owner = $account)
),
used as (
    select l.account, l.technology, min(f.since) as since,
        case when bool_and(f.ended or (f.until is not null and f.until <= f.last_seen))
                filter (f.since is null or f.since <= $as_of)
            then max(f.until) filter (f.since is null or f.since <= $as_of) end as until
    from lately l
    join belongs b on b.owner = l.account
    join fact f on f.mention = b.mention and f.other = l.technology
    where f.kind = 'USES'
    group by l.account, l.technology
),
vendors as (
    select node, arg_max(value, struct_pack(seen := last_seen, text := value)) as vendor
    from property
    where property = 'vendor'
    group by node
)
select u.account, n.key, n.name as technology, v.vendor, u.since, u.until
from used u
join node n on n.id = u.technology
left join vendors v on v.node = u.technology
where u.since >= $since or u.until >= $since
order by u.account, n.key
