-- Records the schema version.
-- $version: the number
insert into about (schema_version) values ($version)
