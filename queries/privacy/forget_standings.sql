-- Forgets where runs ranked these accounts.
-- rows: account
delete from run_fit as f using rows as r where f.account = r.account
