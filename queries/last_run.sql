-- Which was the last run?
select id, made_at, method, loads, labels, options, constants from run order by id desc limit 1
