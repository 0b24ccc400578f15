// The labels that people gave.
// gives: key text, status text, value double
MATCH (m:Mention)
WHERE m.label_status IS NOT NULL
RETURN m.key AS key, m.label_status AS status, m.label_value AS value
ORDER BY key, status
