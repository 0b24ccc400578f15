// Moves edges that are there: the latest word on `until`, role and strength stands.
// {kind}: the edge type
// rows: mention, source, load, first_seen, last_seen, facts(other, since, until, role, strength)
// gives: altered integer
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
WITH row, row.facts AS facts, start,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(facts.other) - 1) AS i
WITH row, start, first_seen, last_seen, facts.other[i] AS other, {
  since: date(facts.since[i]), until: date(facts.until[i]), role: facts.role[i],
  strength: facts.strength[i]
} AS told
MATCH (start)-[f:{kind}]->(end)
WHERE f.mention = row.mention AND f.source = row.source
  AND (f.since = told.since OR (f.since IS NULL AND told.since IS NULL))
  AND coalesce(f.other, end.id) = other
// What had ended by being gone from a full export (load 0) begins again.
WITH row, first_seen, last_seen, told, f, f.load = 0 OR last_seen > f.last_seen AS later,
  last_seen = f.last_seen AS same
WITH row, first_seen, last_seen, f, later,
  CASE WHEN later OR (same AND (f.until IS NULL OR told.until > f.until))
    THEN CASE WHEN later THEN told.until ELSE coalesce(told.until, f.until) END
    ELSE f.until END AS until,
  CASE WHEN later OR (same AND (f.role IS NULL OR told.role < f.role))
    THEN CASE WHEN later THEN told.role ELSE coalesce(told.role, f.role) END
    ELSE f.role END AS role,
  CASE WHEN later OR (same AND (f.strength IS NULL OR told.strength > f.strength))
    THEN CASE WHEN later THEN told.strength ELSE coalesce(told.strength, f.strength) END
    ELSE f.strength END AS strength
WHERE later OR first_seen < f.first_seen
  OR until <> f.until OR (until IS NULL) <> (f.until IS NULL)
  OR role <> f.role OR (role IS NULL) <> (f.role IS NULL)
  OR strength <> f.strength OR (strength IS NULL) <> (f.strength IS NULL)
SET f.load = CASE f.load WHEN 0 THEN row.load ELSE f.load END, f.until = until, f.role = role, f.strength = strength,
  f.first_seen = CASE WHEN first_seen < f.first_seen THEN first_seen ELSE f.first_seen END,
  f.last_seen = CASE WHEN last_seen > f.last_seen THEN last_seen ELSE f.last_seen END
RETURN count(*) AS altered
