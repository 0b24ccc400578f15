-- Which version of the schema was the store written in?
select coalesce(max(schema_version), 0) as schema_version from about
