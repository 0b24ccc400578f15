-- Makes a table of the model.
-- {table}: its name
-- {columns}: its columns with their types
create table if not exists {table} ({columns})
