// Derives what is known of these accounts: the latest value, the smallest of equally late ones.
// $currency: of the currencies without a rate, the one that counts; "" for none
// $rated: whether only amounts with a rate count
// rows: id
UNWIND $rows AS id
MATCH (a:Account {id: id})
OPTIONAL MATCH (a)<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
// An owner's id never replaces an owner's name.
WITH a, said ORDER BY said.property = 'owner' AND said.value =~ '\\d+(?:\\.0)?|005\\w{12}(?:\\w{3})?|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}', said.last_seen DESC,
  said.value
WITH a, said.property AS property, head(collect(said.value)) AS value
WITH a, collect([property, value]) AS told
SET a.country = head([each IN told WHERE each[0] = 'country' | each[1]]),
  a.employees = toIntegerOrNull(head([each IN told WHERE each[0] = 'employees' | each[1]])),
  a.revenue = toFloatOrNull(head([each IN told WHERE each[0] = 'revenue' | each[1]])),
  a.status = head([each IN told WHERE each[0] = 'status' | each[1]]),
  a.value = toFloatOrNull(head([each IN told WHERE each[0] = 'value' | each[1]])),
  a.customer_since = date(head([each IN told WHERE each[0] = 'customer_since' | each[1]])),
  a.owner = head([each IN told WHERE each[0] = 'owner' | each[1]])
WITH a
// Deals become numbers: how many are won, lost and open, and the amount won, in all and by year.
OPTIONAL MATCH (a)-[f:HAS_DEAL]->(d:Deal)
WHERE f.ended IS NULL AND NOT EXISTS {
  // The latest statement about a deal says whose it is.
  (d)<-[later:HAS_DEAL]-() WHERE later.ended IS NULL AND later.last_seen > f.last_seen
}
WITH a, f, d ORDER BY coalesce(f.outcome = 'won', false) DESC, f.source DESC,
  coalesce(f.closed_on, date('1900-01-01')) DESC, coalesce(f.amount, -1) DESC
WITH a, d, head(collect(f)) AS last
WITH a, collect(last) AS deals
WITH a, deals, [each IN deals WHERE each.outcome = 'won'] AS won
WITH a, won,
  [outcome IN ['won', 'lost', 'open']
    WHERE any(each IN deals WHERE coalesce(each.outcome, 'open') = outcome) |
    [outcome + '_deals',
      toString(size([each IN deals WHERE coalesce(each.outcome, 'open') = outcome]))]] AS counts
CALL {
  WITH won
  UNWIND won AS each
  UNWIND CASE WHEN each.closed_on IS NULL THEN ['won_amount']
    ELSE ['won_amount', 'won_' + toString(each.closed_on.year)] END AS name
  WITH name, CASE WHEN each.strength IS NOT NULL THEN each.amount * each.strength
    WHEN NOT $rated AND coalesce(each.role, $currency) = $currency THEN each.amount END AS worth
  WITH name, sum(worth) AS amount, count(worth) AS known
  WHERE known > 0
  WITH name, amount < 0 AS owed, toInteger(round(abs(amount) * 100)) AS cents
  // To the cent: 24000, 512.5, -0.25.
  WITH name, CASE WHEN owed AND cents > 0 THEN '-' ELSE '' END + toString(cents / 100) AS whole,
    cents % 100 AS rest
  RETURN collect([name, whole + CASE WHEN rest = 0 THEN '' WHEN rest % 10 = 0
    THEN '.' + toString(rest / 10) WHEN rest < 10 THEN '.0' + toString(rest)
    ELSE '.' + toString(rest) END]) AS amounts
}
CALL {
  WITH won
  UNWIND won AS each
  WITH each WHERE each.closed_on IS NOT NULL
  WITH min(each.closed_on) AS first
  RETURN CASE WHEN first IS NULL THEN [] ELSE [['first_won', toString(first)]] END AS first
}
WITH a, first, counts + amounts + first AS numbers
SET a.deal_numbers = CASE size(numbers) WHEN 0 THEN null ELSE [each IN numbers | each[0]] END,
  a.deal_values = CASE size(numbers) WHEN 0 THEN null ELSE [each IN numbers | each[1]] END,
  a.customer_since = coalesce(a.customer_since, date(head([each IN first | each[1]])))
