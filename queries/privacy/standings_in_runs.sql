-- Where runs ranked these accounts.
-- rows: account
select f.run, f.account, f.rank, f.points
from run_fit f join rows r on f.account = r.account
order by f.run, f.rank
