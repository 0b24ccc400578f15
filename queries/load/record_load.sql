-- Records that a file was loaded.
-- $id: the load's number
-- $file: its path as the user gave it
-- $loader: the loader that read it
-- $as_of: when its rows are true where they do not say
-- $loaded_at: when it was loaded
-- $rows_read: how many rows it has
-- $accepted: how many of them were used
-- $rejected: how many were refused
insert into load (id, file, loader, as_of, loaded_at, rows_read, accepted, rejected)
values ($id, $file, $loader, $as_of, $loaded_at, $rows_read, $accepted, $rejected)
