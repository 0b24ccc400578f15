-- Forgets the results of runs on accounts.
delete from result
