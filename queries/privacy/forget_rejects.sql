-- Forgets rejected rows.
-- rows: load, file, row, reason
delete from reject as j
using rows as r
where j.load = r.load and j.file = r.file and j.row = r.row and j.reason = r.reason
