-- Which tables are in the file?
select table_name as name from duckdb_tables() where not internal order by 1
