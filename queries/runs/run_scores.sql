-- The fits and ranks of a run.
-- $run: its number
select account, fit, "rank" from run_fit where run = $run order by "rank"
