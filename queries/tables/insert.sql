-- Inserts rows into a table.
-- {table}: its name
-- {columns}: their columns
-- rows: *
insert into {table} ({columns}) select {columns} from rows
