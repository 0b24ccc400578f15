-- Which rows were refused, and why?
select load, file, row, reason, original from reject order by load, file, row
