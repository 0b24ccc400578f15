-- Which fit and rank had an account in a run, and among how many?
-- $run: its number
-- $account: the account's id
select f.fit, f.rank, (select max(rank) from run_fit where run = $run) as of_how_many
from run_fit f
join node n on n.kind = 'Account' and n.key = f.account
join belongs b on b.mention = n.id and b.owner = $account
where f.run = $run
limit 1
