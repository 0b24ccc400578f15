// Which version of the schema was the store written in?
// gives: schema_version integer
OPTIONAL MATCH (g:GraphICP)
RETURN coalesce(max(g.schema_version), 0) AS schema_version
