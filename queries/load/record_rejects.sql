-- Keeps the rows that were refused, each as it was and why.
-- rows: load, file, row, reason, original
insert into reject (load, file, row, reason, original)
select load, file, "row", reason, original from rows
