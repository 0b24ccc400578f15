// The mentions that make up an account, and why.
// $account: its id
// gives: mention text, why text, names text, sources text, first_seen date, last_seen date
MATCH (:Account {id: $account})<-[n:NAMES]-(m:Mention)
OPTIONAL MATCH (m)-[c:CALLED]->(:Name)
WITH m, n, c ORDER BY c.name
WITH m, n, collect(DISTINCT c.name) AS names, min(c.first_seen) AS first_seen,
  max(c.last_seen) AS last_seen
OPTIONAL MATCH (m)-[c:CALLED]->(:Name)
WITH m, n, names, first_seen, last_seen, c ORDER BY c.source
WITH m, n, names, first_seen, last_seen, collect(DISTINCT c.source) AS sources
RETURN m.key AS mention, n.why AS why,
  coalesce(reduce(all = head(names), each IN tail(names) | all + '; ' + each), '') AS names,
  coalesce(reduce(all = head(sources), each IN tail(sources) | all + '; ' + each), '') AS sources,
  first_seen, last_seen
ORDER BY why <> 'key', mention
