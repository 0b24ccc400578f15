-- All runs.
select id, made_at, method, loads, options from run order by id
