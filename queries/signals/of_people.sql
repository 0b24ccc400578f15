-- Which of the signals that accounts showed were whose, and how often by each source?
-- $since: the first day; a visit is of the account as which its row names the visitor
-- $account: its id where one alone is asked about, else none
select place.owner as account, who.owner as person, n.name as signal, f.source, f.since as day,
    sum(coalesce(f.strength, 1)) as count
from fact f
join belongs who on who.mention = f.mention
join node employer on employer.kind = 'Account' and employer.key = f.role
join belongs place on place.mention = employer.id
join node n on n.id = f.other
where f.kind = 'VISITED' and f.since >= $since
    and ($account is null or place.owner = $account)
group by place.owner, who.owner, n.name, f.source, f.since
order by account, person, signal, f.source, day
