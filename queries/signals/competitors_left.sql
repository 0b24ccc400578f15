-- Until when were accounts customers of competitors, of those that left lately?
-- $since: the first day
-- $account: its id where one alone is asked about, else none
select b.owner as account, n.key, n.name as competitor, max(f.until) as day
from fact f
join belongs b on b.mention = f.mention
join node n on n.id = f.other
where f.kind = 'CUSTOMER_OF' and ($account is null or b.owner = $account)
group by b.owner, n.key, n.name
having bool_and(f.until is not null and f.until <= f.last_seen) and max(f.until) >= $since
order by account, n.key
