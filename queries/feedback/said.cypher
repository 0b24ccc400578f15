// What the team said last of each company: an account may have it from several of its mentions.
// gives: id integer, key text, name text, domain text, now text, mention text, status text, reason text, said_on date, until date, said_by text, makes text, in_file text
MATCH (m:Mention)-[:NAMES]->(a:Account)
WHERE m.feedback_status IS NOT NULL
RETURN a.id AS id, a.key AS key, a.name AS name, a.domain AS domain, a.status AS now,
  m.key AS mention, m.feedback_status AS status, m.feedback_reason AS reason,
  m.feedback_said_on AS said_on, m.feedback_until AS until, m.feedback_said_by AS said_by,
  m.feedback_makes AS makes, m.feedback_in_file AS in_file
ORDER BY said_on, mention
