-- Records with what options a run was asked for, and what it is called.
-- $run: its number
-- $options: as JSON
update run set options = $options where id = $run
