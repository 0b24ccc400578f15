// The names that files give these accounts, each with its source and the days on which it was told.
// rows: id
// gives: id integer, name text, source text, first_seen date, last_seen date
UNWIND $rows AS row
MATCH (:Account {id: row})<-[:NAMES]-(:Mention)-[c:CALLED]->(:Name)
RETURN row AS id, c.name AS name, c.source AS source, min(c.first_seen) AS first_seen,
  max(c.last_seen) AS last_seen
ORDER BY id, name, source
