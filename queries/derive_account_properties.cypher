// Derives what is known of these accounts: the latest word, the smallest of equals.
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})
OPTIONAL MATCH (a)<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WITH a, said ORDER BY said.last_seen DESC, said.value
WITH a, said.property AS property, head(collect(said.value)) AS value
WITH a, collect([property, value]) AS told
SET a.industry = null, a.region = null, a.size = null,
  a.country = head([each IN told WHERE each[0] = 'country' | each[1]]),
  a.employees = toIntegerOrNull(head([each IN told WHERE each[0] = 'employees' | each[1]])),
  a.revenue = toFloatOrNull(head([each IN told WHERE each[0] = 'revenue' | each[1]])),
  a.status = head([each IN told WHERE each[0] = 'status' | each[1]]),
  a.value = toFloatOrNull(head([each IN told WHERE each[0] = 'value' | each[1]])),
  a.customer_since = date(head([each IN told WHERE each[0] = 'customer_since' | each[1]])),
  a.owner = head([each IN told WHERE each[0] = 'owner' | each[1]])
