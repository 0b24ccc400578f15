-- Forgets what a run learned of traits.
-- $run: its number
delete from run_weight where run = $run
