// Forgets the tokens that were kept with somebody, who may be loaded again.
// rows: entry
UNWIND $rows AS entry
MATCH (s:Suppressed {entry: entry})
DELETE s
