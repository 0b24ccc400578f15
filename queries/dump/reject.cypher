// What does the table reject hold, all of it? For comparing stores and moving them.
// gives: load integer, file text, row bigint, reason text, original text
MATCH (r:Reject)
RETURN r.load AS load, r.file AS file, r.row AS row, r.reason AS reason, r.original AS original
