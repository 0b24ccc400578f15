// Records the version of the schema in which the store is written.
// $version: the number
MERGE (g:GraphICP)
ON CREATE SET g.last_id = 0
SET g.schema_version = $version
