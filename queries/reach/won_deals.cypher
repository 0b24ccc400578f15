// Who won a deal with whom, and when it was closed; a deal is what was said of it last.
// gives: one integer, other integer, day date
MATCH (owner:Person)-[owns:OWNS]->(d:Deal)<-[met:CONTACT_OF]-(contact:Person)
WHERE owns.ended IS NULL AND met.ended IS NULL
WITH DISTINCT d, owner, contact
MATCH (:Account)-[f:HAS_DEAL]->(d)
WHERE f.ended IS NULL
WITH d, owner, contact, f
ORDER BY f.last_seen DESC, coalesce(f.outcome = 'won', false) DESC, f.closed_on DESC
WITH d, owner, contact, collect(coalesce(f.outcome, ''))[0] AS outcome,
  collect(CASE WHEN f.outcome = 'won' THEN f.closed_on END)[0] AS day
WHERE outcome = 'won' AND day IS NOT NULL
RETURN DISTINCT owner.id AS one, contact.id AS other, day
ORDER BY one, other, day
