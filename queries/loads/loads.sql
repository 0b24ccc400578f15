-- The files that were loaded.
select id as load, file, loader, as_of, loaded_at, rows_read, accepted, rejected
from load order by id
