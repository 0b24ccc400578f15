-- Gives a table a column of the model that it lacks, as after an upgrade.
-- {table}: its name
-- {column}: the column
-- {type}: its type
alter table {table} add column if not exists {column} {type}
