// The greatest id of a node.
// gives: id integer
MATCH (g:GraphICP)
RETURN g.last_id AS id
