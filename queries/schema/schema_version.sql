-- The version of the schema in which the store was written.
select coalesce(max(schema_version), 0) as schema_version from about
