-- All rows of a table.
-- {table}: its name
-- {columns}: its columns
select {columns} from {table}
