// Keeps the right to change the store over several transactions, for some seconds from now on.
// $writer: the writer that holds it
// $seconds: for how long
MATCH (g:GraphICP)
SET g.writer = $writer, g.until = datetime() + duration({seconds: $seconds}), g.unfinished = true
