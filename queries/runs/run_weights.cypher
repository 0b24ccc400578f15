// What a run learned of each trait of one relation.
// $run: its number
// $relation: the relation
// $kind: the kind of its traits
// {kind}: the same, as the label of nodes that have one key
// gives: key text, id integer, name text, scale double, prospects double, weights double[]
MATCH (w:RunWeights {run: $run, relation: $relation})
WITH w, size(w.weights) / size(w.traits) AS width
UNWIND range(0, size(w.traits) - 1) AS i
WITH w.traits[i] AS key, w.scales[i] AS scale, w.prospects[i] AS prospects,
  w.weights[i * width..(i + 1) * width] AS weights
OPTIONAL MATCH (m:Mention {kind: $kind, key: key})
OPTIONAL MATCH (t:{kind} {key: key})
WITH key, scale, prospects, weights, coalesce(m, t) AS n
WHERE n IS NOT NULL
OPTIONAL MATCH (n)-[:NAMES]->(owner)
OPTIONAL MATCH (n)<-[said:SAYS {property: 'title'}]-(:Source)
WITH key, scale, prospects, weights, n, owner, said
ORDER BY said.last_seen DESC, said.value DESC
WITH key, scale, prospects, weights, n, owner, head(collect(said.value)) AS title
RETURN key, coalesce(owner.id, n.id) AS id, coalesce(title, n.name) AS name, scale, prospects,
  weights
ORDER BY key
