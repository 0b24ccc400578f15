-- Gives loaded files other names.
-- rows: before, after
update load set file = r.after from rows r where load.file = r.before;
update reject set file = r.after from rows r where reject.file = r.before
