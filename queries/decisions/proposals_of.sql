-- The other accounts that may be the same as an account.
-- $account: its id
select distinct p.reason, p.name, other.key, other.name as account
from proposal p
join belongs a on a.mention = p.a
join belongs b on b.mention = p.b
join account other on other.id = case when a.owner = $account then b.owner else a.owner end
where a.owner = $account or b.owner = $account
order by other.key, p.reason
