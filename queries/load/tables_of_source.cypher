// The tables in which a source may state something: all, since a server may make a change twice.
// $source: its name
// gives: name text
WITH $source AS source
UNWIND ['naming', 'property', 'same_as', 'fact'] AS name
WITH name, source
WHERE source IS NOT NULL
RETURN name
