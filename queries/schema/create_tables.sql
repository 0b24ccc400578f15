-- Makes tables of the model.
-- {table}: their names
-- {columns}: the columns of each with their types
-- each
create table if not exists {table} ({columns});
-- end
