-- Copies all tables of an open file into another, without what was deleted.
-- {name}: the file that is copied
-- {to}: the file that is filled
copy from database {name} to {to}
