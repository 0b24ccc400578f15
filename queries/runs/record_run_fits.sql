-- Records the fits of a run.
-- rows: run, account, fit, rank
insert into run_fit (run, account, fit, "rank") select run, account, fit, "rank" from rows
