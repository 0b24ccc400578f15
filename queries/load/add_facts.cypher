// Adds edges as sources state them, where the store does not have them yet.
// {kind}: the edge type
// {end}: the label of its other end, where an account is named by a mention too
// rows: mention, source, load, first_seen, last_seen, facts(other, since, until, role, strength, amount, outcome, closed_on, opened_on, ended)
// gives: made integer
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
WITH row, row.facts AS facts, start, date(row.first_seen) AS first_seen,
  date(row.last_seen) AS last_seen
UNWIND range(0, size(facts.other) - 1) AS i
OPTIONAL MATCH (trait:{end} {id: facts.other[i]})
OPTIONAL MATCH (m:Mention {id: facts.other[i]})-[:NAMES]->(named)
WITH row, start, first_seen, last_seen, facts, i, m.id AS other,
  date(facts.since[i]) AS since, coalesce(named, trait) AS end
WHERE end IS NOT NULL AND NOT EXISTS {
  MATCH (start)-[f:{kind}]->(end)
  WHERE f.mention = row.mention AND f.source = row.source
    AND (f.since = since OR (f.since IS NULL AND since IS NULL))
    AND (f.other = other OR other IS NULL)
}
CREATE (start)-[:{kind} {mention: row.mention, other: other, since: since,
  until: date(facts.until[i]), role: facts.role[i], strength: facts.strength[i],
  amount: facts.amount[i], outcome: facts.outcome[i], closed_on: date(facts.closed_on[i]),
  opened_on: date(facts.opened_on[i]), ended: CASE WHEN facts.ended[i] THEN true END,
  source: row.source, load: row.load, first_seen: first_seen, last_seen: last_seen}]->(end)
RETURN count(*) AS made
