-- The signals that accounts showed on each day, and how often by each source.
-- $since: the first day; signals without a day are told as well
-- $account: its id where one alone is asked about, else none
select b.owner as account, n.name as signal, f.source, f.since as day,
    sum(coalesce(f.strength, 1)) as count
from fact f
join belongs b on b.mention = f.mention
join node n on n.id = f.other
where f.kind = 'SHOWED' and (f.since is null or f.since >= $since)
    and ($account is null or b.owner = $account)
group by b.owner, n.name, f.source, f.since
order by account, signal, f.source, day
