// The people with whom deals of accounts were won, and how many; a deal is what was said of it last.
// gives: person integer, account integer, deals integer
MATCH (d:Deal)<-[met:CONTACT_OF]-(contact:Person)
WHERE met.ended IS NULL
WITH DISTINCT d, contact
MATCH (a:Account)-[f:HAS_DEAL]->(d)
WHERE f.ended IS NULL
WITH d, contact, a, f
ORDER BY f.last_seen DESC, coalesce(f.outcome = 'won', false) DESC
WITH d, contact, collect(coalesce(f.outcome, ''))[0] AS outcome, collect(DISTINCT a) AS places
WHERE outcome = 'won'
UNWIND places AS place
RETURN contact.id AS person, place.id AS account, count(DISTINCT d) AS deals
ORDER BY person, account
