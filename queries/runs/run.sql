-- The record of a run.
-- $run: its number
select id, made_at, method, loads, labels, options, constants from run where id = $run
