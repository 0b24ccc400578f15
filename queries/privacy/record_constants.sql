-- Records the constants of a run anew.
-- $run: its number
-- $constants: as JSON
update run set constants = $constants where id = $run
