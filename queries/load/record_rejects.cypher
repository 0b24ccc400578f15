// Keeps the rows that were refused, each as it was and why.
// rows: load, file, row, reason, original
UNWIND $rows AS row
MERGE (r:Reject {load: row.load, file: row.file, row: row.row, reason: row.reason})
SET r.original = row.original
