// The version of the schema in which the store was written.
// gives: schema_version integer
OPTIONAL MATCH (g:GraphICP)
RETURN coalesce(max(g.schema_version), 0) AS schema_version
