// Gives loaded files other names.
// rows: before, after
UNWIND $rows AS row
CALL {
  WITH row
  MATCH (l:Load {file: row.before})
  SET l.file = row.after
}
CALL {
  WITH row
  MATCH (r:Reject {file: row.before})
  SET r.file = row.after
}
