// Since when, or until when, do accounts use technologies, of those that changed lately?
// $since: the first day
// $as_of: the day; what began later does not say that a technology was still in use
// $account: its id where one alone is asked about, else none
// gives: account integer, key text, technology text, vendor text, since date, until date
MATCH (a:Account) WHERE $account IS NULL OR a.id = $account
MATCH (a)-[f:USES]->(t:Technology)
WITH a, t, min(f.since) AS since,
  collect(CASE WHEN f.since IS NULL OR f.since <= $as_of THEN f END) AS told,
  max(CASE WHEN f.since IS NULL OR f.since <= $as_of THEN f.until END) AS last
WITH a, t, since, CASE
  WHEN all(each IN told WHERE each.ended IS NOT NULL
    OR (each.until IS NOT NULL AND each.until <= each.last_seen)) THEN last
  END AS until
WHERE since >= $since OR until >= $since
OPTIONAL MATCH (t)<-[said:SAYS {property: 'vendor'}]-(:Source)
WITH a, t, since, until, said ORDER BY said.last_seen DESC, said.value DESC
WITH a, t, since, until, head(collect(said.value)) AS vendor
RETURN a.id AS account, t.key AS key, t.name AS technology, vendor, since, until
ORDER BY account, key
