-- The points and ranks of a run.
-- $run: its number
select account, points, "rank" from run_fit where run = $run order by "rank"
