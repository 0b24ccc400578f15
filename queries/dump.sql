-- What does a table hold, all of it? For comparing stores and moving them.
-- {table}: its name
select * from {table}
