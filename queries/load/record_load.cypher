// Records that a file was loaded.
// $id: the load's number
// $file: its path as the user gave it
// $loader: the loader that read it
// $as_of: when its rows are true where they do not say
// $loaded_at: when it was loaded
// $rows_read: how many rows it has
// $accepted: how many of them were used
// $rejected: how many were refused
MERGE (l:Load {id: $id})
SET l.file = $file, l.loader = $loader, l.as_of = $as_of, l.loaded_at = $loaded_at,
  l.rows_read = $rows_read, l.accepted = $accepted, l.rejected = $rejected
