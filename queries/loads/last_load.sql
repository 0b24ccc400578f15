-- The number of the last load.
select coalesce(max(id), 0) as id from load
