-- The number of rows of a table.
-- {table}: its name
select count(*) as number from {table}
