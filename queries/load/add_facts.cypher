// Adds edges from mentions to traits as sources tell them, those that are not there.
// {kind}: the edge type
// {end}: the label of its other end; an account is named by a mention there too
// rows: mention, source, load, first_seen, last_seen, facts(other, since, until, role, strength)
// gives: made integer
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
WITH row, row.facts AS facts, start,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(facts.other) - 1) AS i
WITH row, facts, i, start, first_seen, last_seen, date(facts.since[i]) AS since
OPTIONAL MATCH (trait:{end} {id: facts.other[i]})
OPTIONAL MATCH (m:Mention {id: facts.other[i]})-[:NAMES]->(named)
WITH row, facts, i, start, first_seen, last_seen, since,
  coalesce(named, trait) AS end, m.id AS other
WHERE NOT EXISTS {
  (start)-[f:{kind}]->(end)
  WHERE f.mention = row.mention AND f.source = row.source
    AND (f.since = since OR (f.since IS NULL AND since IS NULL))
    AND (f.other = other OR other IS NULL)
}
CREATE (start)-[:{kind} {mention: row.mention, other: other, since: since,
  until: date(facts.until[i]), role: facts.role[i], strength: facts.strength[i],
  source: row.source, load: row.load, first_seen: first_seen, last_seen: last_seen}]->(end)
RETURN count(*) AS made
