-- The tables and columns in the file, and which of the tables are views.
select c.table_name, c.column_name, v.view_name is not null as is_view
from duckdb_columns() c
left join duckdb_views() v on v.view_oid = c.table_oid
where not c.internal
