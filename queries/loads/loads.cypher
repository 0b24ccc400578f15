// The files that were loaded.
// gives: load integer, file text, loader text, as_of date, loaded_at timestamp, rows_read bigint, accepted bigint, rejected bigint
MATCH (l:Load)
RETURN l.id AS load, l.file AS file, l.loader AS loader, l.as_of AS as_of,
  l.loaded_at AS loaded_at, l.rows_read AS rows_read, l.accepted AS accepted,
  l.rejected AS rejected
ORDER BY load
