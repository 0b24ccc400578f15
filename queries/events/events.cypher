// All events, with the title, series and day that sources tell of them last; a day as it is written.
// gives: id integer, key text, title text, series text, day text
MATCH (e:Event)
CALL {
  WITH e
  OPTIONAL MATCH (e)<-[said:SAYS]-(:Source)
  WHERE said.property IN ['date', 'series', 'title']
  WITH said ORDER BY said.last_seen DESC, said.value DESC
  WITH said.property AS property, head(collect(said.value)) AS value
  RETURN collect({property: property, value: value}) AS told
}
RETURN e.id AS id, e.key AS key,
  coalesce(head([each IN told WHERE each.property = 'title' | each.value]), e.name) AS title,
  head([each IN told WHERE each.property = 'series' | each.value]) AS series,
  head([each IN told WHERE each.property = 'date' | each.value]) AS day
ORDER BY key
