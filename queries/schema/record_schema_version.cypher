// Records in which version of the schema the store is written.
// $version: the number
MERGE (g:GraphICP)
ON CREATE SET g.last_id = 0
SET g.schema_version = $version
