-- Records the results of a run on accounts.
-- rows: account, fit, tier, rank, reasons, run
insert into result (account, fit, tier, "rank", reasons, run)
select account, fit, tier, "rank", reasons, run from rows
