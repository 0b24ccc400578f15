// Derives these accounts, which have their properties, from mentions, names, labels and feedback.
// rows: id
// $placeholders: the pattern of names that name nobody, such as test account
UNWIND $rows AS id
MATCH (a:Account {id: id})<-[:NAMES]-(m:Mention)
WITH a, collect(DISTINCT m) AS mentions
CALL {
  // The name that most sources bear, each by its latest; placeholders and long capitals last.
  WITH mentions
  UNWIND mentions AS m
  MATCH (m)-[c:CALLED {alias: false}]->(:Name)
  WITH m, c.source AS source, collect(c) AS told, max(c.last_seen) AS latest
  UNWIND [c IN told WHERE c.last_seen = latest] AS c
  WITH c.name AS name, count(DISTINCT source) AS sources, max(latest) AS latest,
    min(CASE WHEN m.key STARTS WITH 'name:' THEN 1 ELSE 0 END) AS bare
  WITH name, sources, latest, bare, toLower(name) =~ $placeholders
    OR (size(name) > 4 AND name = toUpper(name) AND name <> toLower(name)) AS odd
  ORDER BY odd, sources DESC, bare, latest DESC, name = toUpper(name), name
  RETURN head(collect(name)) AS name
}
WITH a, name, [m IN mentions WHERE m.label_status IS NOT NULL] AS labelled,
  [m IN mentions WHERE m.feedback_status IS NOT NULL] AS told
WITH a, name, reduce(last = head(labelled), m IN tail(labelled) |
  CASE WHEN m.labelled_on > last.labelled_on
    OR (m.labelled_on = last.labelled_on AND m.key > last.key) THEN m ELSE last END) AS label,
  reduce(last = head(told), m IN tail(told) |
  CASE WHEN m.feedback_said_on > last.feedback_said_on
    OR (m.feedback_said_on = last.feedback_said_on AND m.key > last.key)
    THEN m ELSE last END) AS said
SET a.name = coalesce(name, substring(a.key, size(split(a.key, ':')[0]) + 1)),
  a.domain = CASE WHEN a.key STARTS WITH 'domain:' THEN substring(a.key, 7) END,
  // A won deal makes a customer and an open one an open deal, unless a source says otherwise;
  // of a company that no file names, it makes none.
  a.status = coalesce(said.feedback_makes, label.label_status, CASE
    WHEN a.status IN ['churned', 'bad fit', 'competitor', 'partner'] THEN a.status
    WHEN 'won_deals' IN a.deal_numbers AND (name IS NOT NULL
      OR split(a.key, ':')[0] IN ['domain', 'linkedin', 'name']) THEN 'customer'
    WHEN 'open_deals' IN a.deal_numbers AND coalesce(a.status, 'prospect') = 'prospect'
      THEN 'open deal'
    ELSE a.status END, 'prospect'),
  a.value = coalesce(label.label_value, a.value),
  a.customer_since = coalesce(a.customer_since,
    CASE WHEN said.feedback_makes = 'customer' THEN said.feedback_said_on END)
