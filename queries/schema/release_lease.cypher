// Gives back the right to change the store.
// $writer: the writer that holds it
// $unfinished: whether the change was cut off
MATCH (g:GraphICP)
WHERE g.writer IS NULL OR g.writer = $writer
SET g.writer = null, g.until = null, g.unfinished = $unfinished
REMOVE g.asked_by
