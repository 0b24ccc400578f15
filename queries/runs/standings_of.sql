-- The rank of an account in each run that ranked it, and among how many.
-- $account: the account's id
select f.run, min(f.rank) as rank,
    (select max(rank) from run_fit r where r.run = f.run) as of_how_many
from run_fit f
where f.account in (
    select n.key
    from belongs b join node n on n.id = b.mention and n.kind = 'Account'
    where b.owner = $account
)
group by f.run
order by f.run
