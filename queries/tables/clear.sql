-- Deletes all rows of a table.
-- {table}: its name
delete from {table}
