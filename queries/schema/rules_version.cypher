// By which version of the rules did words become traits in this store?
// gives: rules integer
OPTIONAL MATCH (g:GraphICP)
RETURN coalesce(max(g.rules), 0) AS rules
