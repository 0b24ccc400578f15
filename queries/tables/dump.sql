-- What does a table hold, all of it?
-- {table}: its name
-- {columns}: its columns
select {columns} from {table}
