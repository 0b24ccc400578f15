// The statuses that companies have by what the team said.
// gives: key text, makes text
MATCH (m:Mention)
WHERE m.feedback_status IS NOT NULL AND m.feedback_makes IS NOT NULL
RETURN m.key AS key, m.feedback_makes AS makes
ORDER BY key
