// Keeps the right to change the store over several transactions, until a moment from now on.
// $writer: who has it
// $seconds: for how long
MATCH (g:GraphICP)
SET g.writer = $writer, g.until = datetime() + duration({seconds: $seconds}), g.unfinished = true
