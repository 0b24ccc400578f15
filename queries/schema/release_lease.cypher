// Gives the right to change the store back.
// $writer: who has it
// $unfinished: whether what was begun was cut off
MATCH (g:GraphICP)
WHERE g.writer IS NULL OR g.writer = $writer
SET g.writer = null, g.until = null, g.unfinished = $unfinished
REMOVE g.asked_by
