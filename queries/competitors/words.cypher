// What sources say of accounts and a competitor: its use, who bought it, problems, a contract's end.
// gives: account integer, competitor text, what text, value text, source text, first_seen date, last_seen date
MATCH (a:Account)<-[:NAMES]-(:Mention)<-[said:SAYS]-(s:Source)
WHERE said.property CONTAINS ': '
RETURN a.id AS account, split(said.property, ': ')[0] AS competitor,
  split(said.property, ': ')[1] AS what, said.value AS value, s.name AS source,
  said.first_seen AS first_seen, said.last_seen AS last_seen
ORDER BY account, competitor, what, last_seen, value, source
