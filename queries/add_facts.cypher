// Adds edges from mentions to traits as sources tell them, those that are not there.
// {kind}: the edge type
// {end}: the label of its other end; an account is named by a mention there too
// rows: mention, source, load, first_seen, last_seen, facts(other, since, until, role, strength)
// gives: made integer
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
UNWIND row.facts AS told
OPTIONAL MATCH (trait:{end} {id: told.other})
OPTIONAL MATCH (m:Mention {id: told.other})-[:NAMES]->(named)
WITH row, told, start, coalesce(named, trait) AS end, m.id AS other
WHERE NOT EXISTS {
  (start)-[f:{kind}]->(end)
  WHERE f.mention = row.mention AND f.source = row.source
    AND (f.since = told.since OR (f.since IS NULL AND told.since IS NULL))
    AND (f.other = other OR other IS NULL)
}
CREATE (start)-[:{kind} {mention: row.mention, other: other, since: told.since, until: told.until,
  role: told.role, strength: told.strength, source: row.source, load: row.load,
  first_seen: row.first_seen, last_seen: row.last_seen}]->(end)
RETURN count(*) AS made
