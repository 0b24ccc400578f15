// Forgets rejected rows.
// rows: load, file, row, reason
UNWIND $rows AS each
MATCH (r:Reject {load: each.load, file: each.file, row: each.row, reason: each.reason})
DELETE r
