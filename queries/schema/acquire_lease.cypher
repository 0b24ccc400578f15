// Takes the one right to change the store, waiting for the transaction that holds it.
// $writer: the writer that asks
// gives: writer text, busy boolean, unfinished boolean
MERGE (g:GraphICP)
SET g.asked_by = $writer
RETURN g.writer AS writer, coalesce(g.writer <> $writer AND g.until > datetime(), false) AS busy,
  coalesce(g.unfinished, false) AS unfinished
