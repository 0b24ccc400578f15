-- Which tables and columns are in the file?
select table_name, column_name from duckdb_columns() where not internal
