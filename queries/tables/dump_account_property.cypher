// The rows of the table account_property, which follow from what sources say here.
// gives: account integer, property text, value text
MATCH (a:Account)<-[:NAMES]-(:Mention)<-[said:SAYS]-(:Source)
WHERE NOT said.property IN ['industry', 'topic_keys']
// An owner's id never replaces an owner's name.
WITH a, said ORDER BY said.property = 'owner' AND said.value =~ '\\d+(?:\\.0)?|005\\w{12}(?:\\w{3})?|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}', said.last_seen DESC,
  said.value
WITH a, said.property AS property, head(collect(said.value)) AS value
RETURN a.id AS account, property, value
UNION
MATCH (a:Account)<-[:NAMES]-(m:Mention)<-[said:SAYS]-(s:Source)
WHERE said.property IN ['industry', 'topic_keys']
WITH a, m, s, said.property AS property, max(said.last_seen) AS last_seen, collect(said) AS told
UNWIND [said IN told WHERE said.last_seen = last_seen] AS said
RETURN a.id AS account, said.property AS property, said.value AS value
UNION
MATCH (a:Account)
WHERE a.deal_numbers IS NOT NULL
UNWIND range(0, size(a.deal_numbers) - 1) AS i
RETURN a.id AS account, a.deal_numbers[i] AS property, a.deal_values[i] AS value
UNION
// A region that no source states is that of the country.
MATCH (a:Account)-[:IN_REGION]->(r:Region)
WHERE NOT EXISTS { (a)<-[:NAMES]-(:Mention)<-[:SAYS {property: 'region'}]-(:Source) }
RETURN a.id AS account, 'region' AS property, r.key AS value
