// Forgets what the columns of a header mean.
// $header: its names
MATCH (m:HeaderMap {header: $header})
DELETE m
