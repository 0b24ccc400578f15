-- The number of the last run, 0 where there is none.
select coalesce(max(id), 0) as id from run
