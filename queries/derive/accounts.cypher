// Derives these accounts from their mentions, names and labels; they have their properties already.
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(m:Mention)
OPTIONAL MATCH (m)-[c:CALLED {alias: false}]->(:Name)
WITH a, m, c,
  CASE split(m.key, ':')[0] WHEN 'domain' THEN 0 WHEN 'name' THEN 2 ELSE 1 END AS rank
ORDER BY rank, c.last_seen DESC, c.name = toUpper(c.name), c.name
WITH a, head(collect(c.name)) AS name, collect(DISTINCT m) AS mentions
WITH a, name, [m IN mentions WHERE m.label_status IS NOT NULL] AS labelled
WITH a, name, reduce(last = head(labelled), m IN tail(labelled) |
  CASE WHEN m.labelled_on > last.labelled_on
    OR (m.labelled_on = last.labelled_on AND m.key > last.key) THEN m ELSE last END) AS label
SET a.name = coalesce(name, substring(a.key, size(split(a.key, ':')[0]) + 1)),
  a.domain = CASE WHEN a.key STARTS WITH 'domain:' THEN substring(a.key, 7) END,
  // A won deal makes a customer and an open one an open deal, unless a source says otherwise;
  // of a company that no file names, it makes none.
  a.status = coalesce(label.label_status, CASE
    WHEN a.status IN ['churned', 'bad fit', 'competitor', 'partner'] THEN a.status
    WHEN 'won_deals' IN a.deal_numbers AND (name IS NOT NULL
      OR split(a.key, ':')[0] IN ['domain', 'linkedin', 'name']) THEN 'customer'
    WHEN 'open_deals' IN a.deal_numbers AND coalesce(a.status, 'prospect') = 'prospect'
      THEN 'open deal'
    ELSE a.status END, 'prospect'),
  a.value = coalesce(label.label_value, a.value)
