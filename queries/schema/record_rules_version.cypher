// Records by which version of the rules words became traits.
// $version: the number
MATCH (g:GraphICP)
SET g.rules = $version
