-- How many rows has a table?
-- {table}: its name
select count(*) as n from {table}
