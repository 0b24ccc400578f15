-- Gives a column of a table the name that the model has for it now.
-- {table}: the table
-- {column}: its former name
-- {to}: its present one
alter table {table} rename column {column} to {to}
