-- Makes a table of the model where it is missing.
-- {table}: its name
-- {columns}: its columns with their types
create table if not exists {table} ({columns})
