-- Forgets whom a run ranked.
-- $run: its number
delete from run_fit where run = $run
