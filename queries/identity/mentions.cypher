// The keys of these mentions, their owners so far and why, and whether there are proposals.
// rows: id
// gives: id integer each, key text each, owner integer each, why text each, proposed boolean each
UNWIND $rows AS id
MATCH (m:Mention {id: id})-[n:NAMES]->(owner)
// A mention without a reason has not been resolved yet.
WITH collect([m.id, m.key, CASE WHEN n.why IS NOT NULL THEN owner.id END, n.why,
  EXISTS { (m)-[:MAYBE_SAME_AS]-() }]) AS found
RETURN [each IN found | each[0]] AS id, [each IN found | each[1]] AS key,
  [each IN found | each[2]] AS owner, [each IN found | each[3]] AS why,
  [each IN found | each[4]] AS proposed
