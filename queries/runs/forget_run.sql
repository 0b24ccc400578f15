-- Forgets a run, but not what it learned and ranked.
-- $run: its number
delete from run where id = $run
