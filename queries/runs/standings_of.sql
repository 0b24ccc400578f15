-- The fit and rank of an account in each run that ranked it, and among how many.
-- $account: the account's id
select f.run, arg_min(f.fit, f.rank) as fit, min(f.rank) as rank,
    (select max(rank) from run_fit r where r.run = f.run) as of_how_many
from run_fit f
join node n on n.kind = 'Account' and n.key = f.account
join belongs b on b.mention = n.id and b.owner = $account
group by f.run
order by f.run
