-- Forgets what the columns of a header mean.
-- $header: its names
delete from header_map where header = $header
