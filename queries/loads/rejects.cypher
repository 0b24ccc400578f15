// The rows that each file's last load rejected, and why.
// gives: load integer, file text, row bigint, reason text, original text
MATCH (l:Load)
WITH l.file AS file, max(l.id) AS load
MATCH (r:Reject {file: file, load: load})
RETURN r.load AS load, r.file AS file, r.row AS row, r.reason AS reason, r.original AS original
ORDER BY load, file, row
