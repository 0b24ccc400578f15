// Merges edges with those that are there: the latest value wins, and a new edge replaces an ended one.
// {kind}: the edge type
// {end}: the label of its other end, where an account is named by a mention too
// rows: mention, source, load, first_seen, last_seen, facts(other, since, until, role, strength, amount, outcome, closed_on, opened_on, ended)
// gives: altered integer
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[:NAMES]->(start)
WITH row, row.facts AS facts, start,
  date(row.first_seen) AS first_seen, date(row.last_seen) AS last_seen
UNWIND range(0, size(facts.other) - 1) AS i
OPTIONAL MATCH (trait:{end} {id: facts.other[i]})
OPTIONAL MATCH (m:Mention {id: facts.other[i]})-[:NAMES]->(named)
WITH row, start, first_seen, last_seen, coalesce(named, trait) AS end, {
  other: m.id, since: date(facts.since[i]), until: date(facts.until[i]), role: facts.role[i],
  strength: facts.strength[i], amount: facts.amount[i], outcome: facts.outcome[i],
  closed_on: date(facts.closed_on[i]), opened_on: date(facts.opened_on[i]),
  ended: CASE WHEN facts.ended[i] THEN true END
} AS told
WHERE end IS NOT NULL
MATCH (start)-[f:{kind}]->(end)
WHERE f.mention = row.mention AND f.source = row.source
  AND (f.since = told.since OR (f.since IS NULL AND told.since IS NULL))
  AND (f.other = told.other OR told.other IS NULL)
WITH first_seen, last_seen, told, f,
  f.ended IS NOT NULL OR last_seen > f.last_seen AS later, last_seen = f.last_seen AS same,
  '{kind}' = 'HAS_DEAL' AND coalesce(told.role, '') <> coalesce(f.role, '') AS other,
  told.role IS NOT NULL AND (f.role IS NULL OR told.role < f.role) AS first
WITH first_seen, last_seen, f, later,
  CASE WHEN later THEN told.until
    WHEN same AND (f.until IS NULL OR told.until > f.until) THEN coalesce(told.until, f.until)
    ELSE f.until END AS until,
  CASE WHEN later THEN told.role
    WHEN same AND (f.role IS NULL OR told.role < f.role) THEN coalesce(told.role, f.role)
    ELSE f.role END AS role,
  // An amount, its currency (role) and what one unit of it is worth (strength) are one statement.
  CASE WHEN later OR (same AND other AND first) THEN told.strength
    WHEN same AND NOT other AND (f.strength IS NULL OR told.strength > f.strength)
      THEN coalesce(told.strength, f.strength)
    ELSE f.strength END AS strength,
  CASE WHEN later OR (same AND other AND first) THEN told.amount
    WHEN same AND NOT other AND (f.amount IS NULL OR told.amount > f.amount)
      THEN coalesce(told.amount, f.amount)
    ELSE f.amount END AS amount,
  CASE WHEN later THEN told.outcome
    WHEN same AND (f.outcome IS NULL OR told.outcome < f.outcome)
      THEN coalesce(told.outcome, f.outcome)
    ELSE f.outcome END AS outcome,
  CASE WHEN later THEN told.closed_on
    WHEN same AND (f.closed_on IS NULL OR told.closed_on > f.closed_on)
      THEN coalesce(told.closed_on, f.closed_on)
    ELSE f.closed_on END AS closed_on,
  CASE WHEN later THEN told.opened_on
    WHEN same AND (f.opened_on IS NULL OR told.opened_on < f.opened_on)
      THEN coalesce(told.opened_on, f.opened_on)
    ELSE f.opened_on END AS opened_on
WITH first_seen, last_seen, f, until, role, strength, amount, outcome, closed_on, opened_on,
  later OR first_seen < f.first_seen
  OR until <> f.until OR (until IS NULL) <> (f.until IS NULL)
  OR role <> f.role OR (role IS NULL) <> (f.role IS NULL)
  OR strength <> f.strength OR (strength IS NULL) <> (f.strength IS NULL)
  OR amount <> f.amount OR (amount IS NULL) <> (f.amount IS NULL)
  OR outcome <> f.outcome OR (outcome IS NULL) <> (f.outcome IS NULL)
  OR closed_on <> f.closed_on OR (closed_on IS NULL) <> (f.closed_on IS NULL)
  OR opened_on <> f.opened_on OR (opened_on IS NULL) <> (f.opened_on IS NULL) AS changes
FOREACH (_ IN CASE WHEN changes THEN [1] ELSE [] END |
  SET f.ended = null, f.until = until, f.role = role, f.strength = strength, f.amount = amount,
    f.outcome = outcome, f.closed_on = closed_on, f.opened_on = opened_on,
    f.first_seen = CASE WHEN first_seen < f.first_seen THEN first_seen ELSE f.first_seen END,
    f.last_seen = CASE WHEN last_seen > f.last_seen THEN last_seen ELSE f.last_seen END)
RETURN sum(CASE WHEN changes THEN 1 ELSE 0 END) AS altered
