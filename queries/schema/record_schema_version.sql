-- Records the version of the schema in which the store is written.
-- $version: the number
merge into about as a
using (select $version as version) as now on true
when matched then update set schema_version = now.version
when not matched then insert (schema_version) values (now.version)
