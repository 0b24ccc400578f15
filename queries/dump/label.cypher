// What does the table label hold, all of it? For comparing stores and moving them.
// gives: mention integer, status text, value double, decided_on date
MATCH (m:Mention)
WHERE m.label_status IS NOT NULL
RETURN m.id AS mention, m.label_status AS status, m.label_value AS value,
  m.labelled_on AS decided_on
